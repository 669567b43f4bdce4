import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRules } from "../../src/rules/parse-rules.ts";
import { happeningOfWebhook } from "../../src/simulation/happening-of-webhook.ts";
import { readScript } from "../../src/simulation/read-script.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { stepText } from "../../src/simulation/step-text.ts";

function play(rules: string, events: readonly unknown[], more: object = {}): readonly string[] {
  const parsed = parseRules(rules);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const read = readScript(JSON.stringify({ people, ...more, events }));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return simulate(parsed.rules, read.script, read.lines).map((step) =>
    stepText("f", step)
      .split("\n")
      .slice(1)
      .map((line) => line.trim())
      .join(" | "),
  );
}

const people = {
  maria: "admin",
  chen: "write",
  kim: { permission: "triage", teams: ["acme/Reviewers"] },
  lee: { permission: "write" },
  rita: "read",
  "agent[bot]": { app: "coding-agent" },
  "other[bot]": { app: "other-agent" },
};

const say = (by: string, ...lines: readonly string[]) => ({ comment: { by, text: lines.join("\n") } });
const toTesting = say("maria", "/start", "/advance", "/advance", "/accept", "/advance");
const last = (rules: string, events: readonly unknown[], more?: object) => play(rules, events, more).at(-1);

describe("a simulation", () => {
  it("begins with nothing, and says how one begins", () => {
    expect(play("", ["push"])).toEqual(["nothing moves: there is no relay; /start begins one"]);
  });

  it("carries commands out until the first that is refused", () => {
    expect(play("", [say("chen", "/start", "/accept", "/advance")])).toEqual([
      "started (started by chen) | /accept is refused: That does not fit the state that the relay is in. | - The relay is in discovery.".replace(
        "discovery",
        "Discovery",
      ),
    ]);
  });

  it("answers questions, explains lines that it cannot read, and ignores what is no command", () => {
    const [status, explanation, misread, talk] = play("", [
      say("chen", "/status"),
      say("chen", "/explain"),
      say("chen", "/rollback"),
      say("chen", "Looks good"),
    ]);
    expect(status).toBe("/status is answered and changes nothing.");
    expect(explanation).toContain("There is no build relay on this pull request yet. Nobody has started one.");
    expect(misread).toContain("/rollback needs to know more");
    expect(talk).toBe("Baton has no use for it: the comment has no command.");
    expect(last("", [say("chen", "/start"), say("chen", "/explain")])).toContain("The Q Assistant has the baton");
  });

  it("plays roles as the rules name them: users, teams and Apps, and everybody who may write where they name nobody", () => {
    const rules = "roles: { q_assistant: { users: [Lee], teams: [acme/reviewers], apps: [coding-agent] } }";
    const advance = (by: string) => last(rules, [say("chen", "/start"), say(by, "/advance")]);
    for (const by of ["lee", "kim", "agent[bot]"]) expect(advance(by)).toContain("discovery → planning (stepped by");
    for (const by of ["chen", "maria", "rita", "other[bot]", "nobody"])
      expect(advance(by)).toContain("is refused: It is not your turn");
    expect(last("", [say("chen", "/start"), say("lee", "/advance")])).toContain("discovery → planning");
    expect(last("", [say("chen", "/start"), say("agent[bot]", "/advance")])).toContain("is refused");
  });

  it("sends back what failed, once, and its rerun again", () => {
    const failed = { check: { name: "build", conclusion: "failure", summary: "2 failed" } };
    const steps = play("", [toTesting, failed, say("maria", "/advance"), "push", failed]);
    expect(steps[1]).toBe("testing → implementation (retried by GitHub): Failed checks: build");
    expect(steps[4]).toContain("testing → implementation");
  });

  it("waits for checks in progress, and completes the run that was begun", () => {
    const steps = play("testing: { checks: [build, ci] }", [
      toTesting,
      { check: { name: "build" } },
      { check: { name: "build", conclusion: "success" } },
      { status: { context: "ci", state: "pending" } },
      { status: { context: "ci", state: "success" } },
    ]);
    expect(steps[1]).toContain("- Check build: still running.");
    expect(steps[2]).toBe("nothing moves: the relay stays in testing | - Check ci: has not reported yet.");
    expect(steps[3]).toContain("- Check ci: still running.");
    expect(steps[4]).toBe("testing → handoff_to_verifier (stepped by GitHub)");
    const error = [toTesting, { status: { context: "ci", state: "error" } }];
    expect(last("testing: { checks: [ci] }", error)).toContain("Failed checks: ci");
  });

  it("lets checks settle while time passes", () => {
    const build = { check: { name: "build", conclusion: "success" } };
    const steps = play("", [toTesting, build, { wait: "9s" }, { wait: "1 s" }]);
    expect(steps[1]).toContain("they count from 2026-01-05 09:00 UTC on");
    expect(steps[2]).toContain("nothing moves");
    expect(steps[3]).toBe("testing → handoff_to_verifier (stepped by GitHub)");
  });

  it("knows that Actions may wait for an approval", () => {
    const waits = (isWaiting: boolean) => ({ actions: { "waiting-for-approval": isWaiting } });
    const steps = play("", [toTesting, waits(true), waits(false)]);
    expect(steps[1]).toContain("GitHub Actions runs nothing here until somebody with write access approves it");
    expect(steps[2]).toContain("it waits for Test Auditor");
  });

  const toVerification = [toTesting, say("maria", "/advance", "/accept")];

  it("counts approvals of the head by those who may give them", () => {
    const rules = "roles: { verification_overseer: { users: [kim, chen] } }\nverification: { approvals: 1 }";
    const review = (by: string, state: string) => ({ review: { by, state } });
    const events = [
      say("maria", "/start", "/advance", "/advance", "/accept", "/advance"),
      say("maria", "/advance"),
      say("kim", "/accept"),
    ];
    const after = (...more: readonly unknown[]) => last(rules, [...events, ...more], { pull: { author: "chen" } });
    const done = "verification → handoff_to_releaser (stepped by GitHub)";
    expect(after(review("kim", "approved"))).toBe(done);
    expect(after(review("rita", "approved"))).toContain("Approvals of the newest commit: 0 of 1.");
    expect(after(review("chen", "approved"))).toContain("0 of 1");
    expect(after("draft", review("kim", "approved"))).toContain("- Mark the pull request as ready for review.");
    expect(after("draft", review("kim", "approved"), "ready")).toBe(done);
    const against = [{ review: { by: "kim", state: "changes_requested", body: "Totals" } }];
    expect(after(...against)).toBe("verification → implementation (retried by GitHub): Changes requested by kim");
    const two = rules.replace("approvals: 1", "approvals: 2");
    expect(
      last(two, [...events, review("kim", "approved"), review("kim", "commented"), review("kim", "dismissed")]),
    ).toContain("0 of 2");
  });

  it("deploys what the rules name, and starts testing again after a push", () => {
    const rules = "deployment: { environment: production, complete-on: deployment, creator: omar }";
    const deploy = (more: object) => ({
      deployment: { environment: "production", state: "success", creator: "omar", ...more },
    });
    const events = [...toVerification, say("maria", "/advance", "/accept")];
    const after = (...more: readonly unknown[]) => last(rules, [...events, ...more]);
    expect(after(deploy({ state: "pending" }), deploy({}))).toBe("deployment → complete (stepped by GitHub)");
    expect(after(deploy({ environment: "staging" }))).toContain("nothing moves");
    expect(after(deploy({ creator: "chen" }))).toContain("nothing moves");
    expect(after(deploy({ "contains-head": false }))).toContain("nothing moves");
    expect(after(deploy({ state: "failure" }))).toBe(
      "deployment → error (failed by GitHub): The deployment to production failed",
    );
    expect(after(deploy({ state: "pending" }), "push")).toContain("deployment → testing (reset by push by GitHub)");
    expect(after("push", deploy({}))).toContain("nothing moves: the relay stays in testing");
    expect(after({ base: { to: "release" } })).toContain("deployment → testing (reset by push by GitHub)");
  });

  it("knows what became of the pull request", () => {
    expect(
      play("deployment: { complete-on: merge }", [...toVerification, say("maria", "/advance"), "merge", "close"]).slice(
        3,
      ),
    ).toEqual([
      "merged (merged by GitHub) | handoff_to_releaser → deployment (stepped by GitHub) | deployment → complete (stepped by GitHub)",
      "nothing moves: the relay is complete",
    ]);
    expect(play("", [toTesting, "close", "reopen", "merge", "reopen"]).slice(1)).toEqual([
      "closed (closed by GitHub)",
      "reopened (reopened by GitHub)",
      "merged (merged by GitHub) | testing → error (failed by GitHub): The pull request was merged before it was verified.",
      "nothing moves: the relay is failed",
    ]);
  });

  it("ends a phase that takes too long, but not while it is held", () => {
    const rules = "limits: { phase-hours: { planning: 2 } }";
    const events = [say("maria", "/start", "/advance")];
    expect(last(rules, [...events, { wait: "119 min" }])).toContain("nothing moves");
    expect(last(rules, [...events, { wait: "2 h" }])).toBe(
      "planning → error (failed by Baton): The phase took longer than this repository allows.",
    );
    expect(last(rules, [...events, say("maria", "/hold"), { wait: "3 d" }])).toContain("- maria put it on hold.");
  });

  it("gives an agent the phase that it accepts, and takes it back where it is silent for too long", () => {
    const rules = "roles: { code_writer: { users: [chen], apps: [coding-agent] } }\nlimits: { claim-minutes: 45 }";
    const steps = play(rules, [
      say("maria", "/start", "/advance", "/advance"),
      say("agent[bot]", "/accept"),
      say("chen", "/advance"),
      { wait: "44 min" },
      "push",
      { wait: "44 min" },
      { wait: "1 min" },
      say("chen", "/advance"),
    ]);
    expect(steps[2]).toContain(
      "/advance is refused: Somebody else has taken this phase on. | - agent[bot] has taken it on, until",
    );
    expect(steps.slice(3)).toEqual([
      expect.stringContaining("nothing moves: the relay stays in implementation"),
      "head changed (head changed by GitHub)",
      expect.stringContaining("nothing moves"),
      "claim lapsed (claim lapsed by Baton)",
      expect.stringContaining("implementation → handoff_to_tester"),
    ]);
  });

  it("says what was forced", () => {
    const forced = play("testing: { checks: [build] }", [toTesting, say("maria", "/advance --force")])[1];
    expect(forced).toBe("testing → handoff_to_verifier (stepped by maria, forced)");
  });
});

describe("a label, a button and an opening", () => {
  const label = (by: string, name: string) => ({ label: { by, name } });
  const unlabel = (by: string, name: string) => ({ unlabel: { by, name } });
  const button = (by: string, name: string) => ({ button: { by, name } });
  const started = label("chen", "baton: start");

  it("ask for what the same command asks for", () => {
    expect(
      play("", [
        started,
        label("chen", "baton: planning"),
        label("chen", "baton: hold"),
        button("chen", "advance"),
        unlabel("chen", "baton: hold"),
        button("chen", "hold"),
        button("chen", "unhold"),
        button("chen", "advance"),
        button("chen", "accept"),
      ]),
    ).toEqual([
      "started (started by chen)",
      "discovery → planning (stepped by chen)",
      "held (held by chen)",
      "The button Advance is refused: The relay is on hold. | - chen put it on hold.",
      "unheld (unheld by chen)",
      "held (held by chen)",
      "unheld (unheld by chen)",
      "planning → handoff_to_coder (stepped by chen)",
      "handoff_to_coder → implementation (stepped by chen)",
    ]);
  });

  it("send the work back", () => {
    const back = "testing → implementation (retried by maria)";
    expect(last("", [toTesting, label("maria", "baton: retry")])).toBe(back);
    expect(last("", [toTesting, button("maria", "retry")])).toBe(back);
  });

  it("are refused to whoever may not ask, and where there is nothing to ask", () => {
    expect(last("", [label("rita", "baton: start")])).toContain("The label baton: start is refused");
    expect(last("", [button("chen", "advance")])).toContain("The button Advance is refused");
    expect(last("", [label("chen", "baton: planning")])).toContain("The label baton: planning is refused");
    expect(last("", [started, label("chen", "baton: deployment")])).toContain("The label baton: deployment is refused");
  });

  it("ask for nothing where the label is not Baton's, shows where the relay is, or is only taken off", () => {
    for (const idle of [
      label("chen", "bug"),
      label("chen", "baton: discovery"),
      unlabel("chen", "baton: discovery"),
      unlabel("chen", "bug"),
    ])
      expect(last("", [started, idle])).toMatch(/^The label .+ asks for nothing\.$/);
  });

  it("start a relay with the pull request only where the rules say so, and once", () => {
    const opened = { opened: { by: "rita" } };
    expect(play("start: opened", [opened, opened])[0]).toBe("started (started by rita)");
    expect(last("start: opened", [opened, opened])).toContain("The start with the pull request is refused");
    expect(play("", [opened])).toEqual(["nothing moves: there is no relay; /start begins one"]);
    expect(play("start: label", [say("chen", "/start"), started])).toEqual([
      expect.stringContaining("/start is refused"),
      "started (started by chen)",
    ]);
  });

  it("settle what follows from them", () => {
    const build = { check: { name: "build", conclusion: "success" } };
    const before = [say("maria", "/start", "/advance", "/advance", "/accept"), build];
    expect(last("testing: { checks: [build] }", [...before, button("maria", "advance")])).toBe(
      "implementation → handoff_to_tester (stepped by maria) | handoff_to_tester → testing (stepped by Baton) | testing → handoff_to_verifier (stepped by GitHub)",
    );
  });
});

describe("a recorded webhook", () => {
  const repository = { id: 1, full_name: "acme/shop", owner: { id: 2 } };
  const common = { repository, installation: { id: 3 }, sender: { id: 4, login: "chen", type: "User" } };
  const sha = "a".repeat(40);
  const webhook = (event: string, payload: object) => ({ webhook: { event, payload: { ...common, ...payload } } });

  it("is classified as the real one, and a comment in it carried out", () => {
    const comment = { id: 5, body: "/start", created_at: "2026-01-05T09:00:00Z", user: common.sender };
    const about = { action: "created", issue: { number: 7, pull_request: {} }, comment };
    expect(play("", [webhook("issue_comment", about)])).toEqual(["started (started by chen)"]);
    expect(play("", [webhook("issue_comment", { ...about, action: "edited" })])).toEqual([
      "Baton has no use for it: only a new comment runs commands.",
    ]);
    expect(play("", [webhook("star", {})])).toEqual(["Baton has no use for it: Baton has no use for this event."]);
  });

  it("changes what GitHub shows", () => {
    const run = { name: "build", conclusion: "failure", head_sha: sha, app: { id: 9, slug: "ci" } };
    expect(last("", [toTesting, webhook("check_run", { action: "completed", check_run: run })])).toContain(
      "Failed checks: build",
    );
  });

  it("plays the label, the button and the opening that it tells of", () => {
    const label = { action: "labeled", number: 7, label: { name: "baton: start" }, pull_request: { updated_at: null } };
    const labelled = webhook("pull_request", label);
    expect(play("", [labelled])).toEqual(["started (started by chen)"]);
    const externalId = "0195500e-0000-7000-8000-000000000001:3";
    const own = { head_sha: sha, external_id: externalId, app: { id: 2_147_483_647 } };
    const press = (identifier: string) =>
      webhook("check_run", { action: "requested_action", requested_action: { identifier }, check_run: own });
    expect(last("", [labelled, press("advance:3")])).toBe("discovery → planning (stepped by chen)");
    expect(last("", [labelled, press("dance:3")])).toBe("A simulation does not play a button that is not known.");
    const opening = {
      action: "opened",
      number: 7,
      pull_request: { head: { sha }, base: { ref: "main", sha }, updated_at: "2026-01-05T09:00:00Z" },
    };
    expect(play("start: opened", [webhook("pull_request", opening)])).toEqual(["started (started by chen)"]);
    const pushed = { ...opening, action: "synchronize" };
    expect(play("start: opened", [webhook("pull_request", pushed)])).toEqual([
      "nothing moves: there is no relay; /start begins one",
    ]);
  });

  it("that asks for nothing of the relay is named as what is not played", () => {
    const installation = { action: "suspend", installation: { id: 3, account: { id: 2, login: "acme" } } };
    expect(play("", [{ webhook: { event: "installation", payload: { ...common, ...installation } } }])).toEqual([
      "A simulation does not play what Baton does beside the relay.",
    ]);
  });

  it.each<[string, object, object]>([
    [
      "check_run",
      { check_run: { name: "a", conclusion: null } },
      { check: { name: "a", app: "unknown", conclusion: undefined } },
    ],
    ["status", { context: "ci", state: "error" }, { status: { context: "ci", state: "error" } }],
    [
      "pull_request_review",
      { review: { user: { login: "kim" }, state: "APPROVED", body: null } },
      { review: { by: "kim", state: "approved", body: undefined } },
    ],
    [
      "pull_request_review",
      { review: { user: { login: "kim" }, state: "commented", body: "Hm" } },
      { review: { by: "kim", state: "commented", body: "Hm" } },
    ],
    ...(["success", "failure", "error", "queued"] as const).map((state): [string, object, object] => [
      "deployment_status",
      {
        deployment: { environment: "production", creator: state === "queued" ? null : { login: "omar" } },
        deployment_status: { state },
      },
      {
        deployment: {
          environment: "production",
          creator: state === "queued" ? "" : "omar",
          "contains-head": true,
          state: state === "error" ? "failure" : state === "queued" ? "pending" : state,
        },
      },
    ]),
    ["pull_request", { action: "synchronize", pull_request: {} }, { push: {} }],
    ["pull_request", { action: "closed", pull_request: { merged: true } }, { merge: {} }],
    ["pull_request", { action: "closed", pull_request: { merged: false } }, { close: {} }],
    ["pull_request", { action: "reopened", pull_request: {} }, { reopen: {} }],
    ["pull_request", { action: "ready_for_review", pull_request: {} }, { ready: {} }],
    ["pull_request", { action: "converted_to_draft", pull_request: {} }, { draft: {} }],
    ["pull_request", { action: "edited", pull_request: { base: { ref: "next" } } }, { base: { to: "next" } }],
    ["pull_request", { action: "edited", pull_request: {} }, {}],
    ["status", { context: 7 }, {}],
    ["toString", {}, {}],
  ])("%s says what has happened: %j", (event, payload, happening) => {
    expect(happeningOfWebhook({ event, payload })).toEqual(happening);
  });
});

describe("what happens", () => {
  it.each<[unknown, string]>([
    [say("chen", "x".repeat(100)), `chen comments: ${"x".repeat(79)}…`],
    [say("chen", "/hold", "/unhold"), "chen comments: /hold…"],
    [say("chen", "a\u001B[2Jb"), "chen comments: a[2Jb"],
    [say("chen", ""), "chen comments:"],
    [{ check: { name: "build" } }, "check build of github-actions: in progress"],
    [{ check: { name: "build", conclusion: "success" } }, "check build of github-actions: success"],
    [{ status: { context: "ci", state: "error" } }, "commit status ci: error"],
    [{ actions: { "waiting-for-approval": true } }, "Actions waits for approval"],
    [{ actions: { "waiting-for-approval": false } }, "the Actions runs are approved"],
    [{ review: { by: "kim", state: "changes_requested" } }, "kim reviews: changes requested"],
    [
      { deployment: { environment: "production", state: "success" } },
      "deployment to production by github-actions[bot]: success",
    ],
    [{ label: { by: "chen", name: "baton: hold" } }, "chen adds the label baton: hold"],
    [{ unlabel: { by: "chen", name: "baton: hold" } }, "chen removes the label baton: hold"],
    [{ button: { by: "chen", name: "unhold" } }, "chen presses the button unhold"],
    [{ opened: { by: "chen" } }, "chen opens the pull request"],
    [{ base: { to: "next" } }, "the base becomes next"],
    [{ wait: "2 h" }, "2 h pass"],
    [{ webhook: { event: "star", payload: {} } }, "webhook star"],
    ["merge", "the pull request is merged"],
    [{ push: null }, "commits are pushed"],
  ])("is told in a few words: %j", (event, text) => {
    const read = readScript(JSON.stringify({ events: [event] }));
    const parsed = parseRules("");
    if (!read.ok || !parsed.ok) throw new Error(JSON.stringify(read));
    const [step] = simulate(parsed.rules, read.script, read.lines);
    expect(step === undefined ? "" : stepText("f", step).split("\n")[0]).toBe(`f:1: ${text}`.trimEnd());
  });
});

describe("a file of events", () => {
  const problems = (text: string) => {
    const read = readScript(text);
    return read.ok
      ? []
      : read.problems.map(({ line, column, message }) => `${String(line)}:${String(column)}: ${message}`);
  };
  const oneThing =
    "must say one thing that happens: comment, check, status, actions, review, deployment, label, unlabel, button, opened, push, base, draft, ready, close, reopen, merge, wait, webhook.";

  it("is read with the lines of its events", () => {
    expect(
      readScript(
        "events:\n  - push\n\n  - comment:\n      by: chen\n      text: |\n        /start\n        /advance\n",
      ),
    ).toMatchObject({
      ok: true,
      lines: [2, 4],
      script: { events: [{ push: {} }, { comment: { text: "/start\n/advance\n" } }] },
    });
  });

  it.each([
    ["", ["1:1: events is not as it must be: Invalid input: expected array, received undefined."]],
    ["events: []", ["1:9: events must hold at least one event."]],
    ["a: [", ["1:5: Flow sequence in block collection must be sufficiently indented and end with a ]."]],
    ["x: &a 1\nevents: [*a]", ["1:1: The file uses aliases (`*name`), which are not read; write them out."]],
    ["events: [cmment]", [`1:10: events[0].cmment is not known here.`, `1:10: events[0] ${oneThing}`]],
    ["events:\n  - [push]", [`2:5: events[0] ${oneThing}`]],
    ["events:\n  - { push: {}, merge: {} }", [`2:5: events[0] ${oneThing}`]],
    [
      "events:\n  - push: { x: 1, y: 2 }",
      ["2:16: events[0].push.x is not known here.", "2:22: events[0].push.y is not known here."],
    ],
    [
      "events:\n  - comment: { by: chen }",
      ["2:14: events[0].comment.text is not as it must be: Invalid input: expected string, received undefined."],
    ],
    ["events:\n  - wait: never", ["2:11: events[0].wait must be a time, as in 30 s, 10 min, 2 h or 3 d."]],
    ["events:\n  - webhook: { event: push }", ["2:14: events[0].webhook must have a payload or a payload-file."]],
    [
      "people: { a: writ }\nevents: [push]",
      [
        "1:14: people.a must be a permission (none, read, triage, write, maintain, admin), a mapping of permission and teams, or one of app.",
      ],
    ],
  ])("that is wrong says where: %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("that is too large is not read", () => {
    expect(problems("x".repeat(5_000_000))).toEqual(["1:1: The file is too large."]);
  });

  it("tells at most fifty problems", () => {
    expect(problems(JSON.stringify({ events: Array.from({ length: 90 }, () => 7) }))).toHaveLength(50);
  });

  it("is good or has a problem with a place, whatever is in it", () => {
    const json = fc
      .jsonValue()
      .map((value) => JSON.stringify({ events: [value, { comment: value }], people: { a: value } }));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), json), (text) => {
        const read = readScript(text);
        if (!read.ok) expect(read.problems.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
      }),
    );
  });
});
