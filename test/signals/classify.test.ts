import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../../src/signals/classify.ts";
import type { Signal } from "../../src/signals/signal.ts";
import * as given from "./payloads.ts";

const { at, baton, maria, repositoryRef: repository, self, sha } = given;

/** Maria as a request keeps her. */
const sayer = { id: 11, login: "maria", type: "User", slug: null };

/** What a payload means once it was sent: JSON, in which a key without a value is no key. */
function meaning(event: string, payload: unknown): Signal {
  const sent: unknown = payload === undefined ? undefined : JSON.parse(JSON.stringify(payload));
  return classify({ event, payload: sent }, self);
}

function ignored(because: string): Signal {
  return { kind: "ignored", because };
}

const byNumber = { by: "number", number: 3 } as const;
const byHead = { by: "head", sha } as const;
const facts = { kind: "fact", repository, wants: ["facts"], announcedHead: null } as const;
const report = { ...facts, wants: ["report"] } as const;

describe("an installation", () => {
  it.each([
    ["installation", ["created", "deleted", "suspend", "unsuspend"]],
    ["installation_repositories", ["added", "removed"]],
    ["installation_target", ["renamed"]],
    ["repository", ["renamed", "transferred", "deleted", "archived", "unarchived"]],
  ])("is looked at because of %s: %j", (event, actions) => {
    for (const action of actions)
      expect(meaning(event, { action, installation: { id: 23 } })).toEqual({
        kind: "errand",
        errand: { kind: "installation", installationId: 23 },
      });
  });

  it("that has new permissions has what was refused tried again", () => {
    expect(meaning("installation", { action: "new_permissions_accepted", installation: { id: 23 } })).toEqual({
      kind: "errand",
      errand: { kind: "permissions", installationId: 23 },
    });
  });

  it("without an id is ignored", () => {
    expect(meaning("repository", { action: "renamed" })).toEqual(ignored("the payload has no valid installation"));
    expect(meaning("repository", { action: "edited" })).toEqual(ignored("Baton has no use for repository.edited"));
  });
});

describe("a merge queue's group", () => {
  it("that asks for checks is answered", () => {
    expect(meaning("merge_group", given.mergeGroupPayload("checks_requested"))).toEqual({
      kind: "errand",
      errand: {
        kind: "merge_group",
        repository,
        headSha: sha,
        headRef: "refs/heads/gh-readonly-queue/main/pr-3-abc",
        baseRef: "refs/heads/main",
      },
    });
  });

  it("that is gone waits for no answer", () => {
    const because = "Baton has no use for merge_group.destroyed";
    expect(meaning("merge_group", given.mergeGroupPayload("destroyed"))).toEqual(ignored(because));
  });
});

describe("a comment", () => {
  it("on a pull request asks for what its commands say", () => {
    expect(meaning("issue_comment", given.commentPayload({ body: "Well.\n/hold on\n/strat" }))).toEqual({
      kind: "request",
      repository,
      pullNumber: 3,
      workflowId: null,
      request: {
        kind: "commands",
        sender: sayer,
        at,
        commentId: 31,
        commands: [
          { name: "hold", reason: "on" },
          { name: "misread", word: "strat", problem: { kind: "unknown", suggestion: "start" } },
        ],
      },
    });
  });

  it.each([
    ["without a command", { body: "Thanks!" }, "the comment has no command"],
    ["without a text", { body: null }, "the comment has no command"],
    ["with a command in code", { body: "`/hold`" }, "the comment has no command"],
    ["with a command in a quotation", { body: "> /hold" }, "the comment has no command"],
    ["with a command in an HTML comment", { body: "<!--\n/hold\n-->" }, "the comment has no command"],
    ["with a command behind hidden characters", { body: "\u200B/hold" }, "the comment has no command"],
    ["on an issue", { issue: { pull_request: undefined } }, "the comment is on an issue"],
    ["on an issue, said otherwise", { issue: { pull_request: null } }, "the comment is on an issue"],
    ["by Baton", { sender: baton }, "Baton did it itself"],
    ["by Baton, spelt otherwise", { sender: { ...baton, login: "Baton[bot]" } }, "Baton did it itself"],
    ["by Baton for a person", { comment: { performed_via_github_app: { id: 4711 } } }, "the comment is Baton's own"],
    ["by Baton in another's name", { comment: { user: baton } }, "the comment is Baton's own"],
    ["that was edited", { action: "edited" }, "only a new comment runs commands"],
    ["that was deleted", { action: "deleted" }, "only a new comment runs commands"],
    ["that was pinned", { action: "pinned" }, "Baton has no use for issue_comment.pinned"],
    ["to which something unknown happened", { action: "shouted" }, "Baton has no use for issue_comment.(unknown)"],
    ["that Baton edited", { action: "edited", sender: baton }, "Baton did it itself"],
    ["that Baton deleted", { action: "deleted", sender: baton, comment: { user: maria } }, "Baton did it itself"],
  ])("%s asks for nothing", (_, change, because) => {
    expect(meaning("issue_comment", given.commentPayload(change))).toEqual(ignored(because));
  });

  it.each([
    ["a person whose name is Baton's", { id: 13, login: "baton", type: "User" }, "User"],
    ["a person whose name is its bot's", { id: 13, login: "baton[bot]", type: "User" }, "User"],
    ["the bot of another App", { id: 13, login: "not-baton[bot]", type: "Bot" }, "Bot"],
    ["an App named like it", { id: 13, login: "baton", type: "Bot" }, "Bot"],
    ["an account of another kind", { id: 13, login: "acme", type: "Organization" }, "Bot"],
  ])("by %s is somebody else's", (_, sender, type) => {
    expect(meaning("issue_comment", given.commentPayload({ sender }))).toMatchObject({
      kind: "request",
      request: { sender: { ...sender, type } },
    });
  });

  it("through another App is its author's", () => {
    const payload = given.commentPayload({ comment: { performed_via_github_app: { id: 1 }, user: null } });
    expect(meaning("issue_comment", payload)).toMatchObject({ kind: "request", request: { sender: sayer } });
  });

  it("may be said by a clock of any zone", () => {
    const created_at = "2026-01-02T05:04:05+02:00";
    const payload = given.commentPayload({ comment: { created_at } });
    expect(meaning("issue_comment", payload)).toMatchObject({ kind: "request", request: { at: created_at } });
  });

  it("whose time cannot be read is said when it arrives", () => {
    const payload = given.commentPayload({ comment: { created_at: "yesterday" } });
    expect(meaning("issue_comment", payload)).toMatchObject({ kind: "request", request: { at: null } });
  });

  it.each(["edited", "deleted"])("of Baton's that somebody %s is put right", (action) => {
    for (const comment of [{ user: baton }, { performed_via_github_app: { id: 4711 } }]) {
      expect(meaning("issue_comment", given.commentPayload({ action, comment }))).toEqual({
        ...report,
        about: byNumber,
      });
    }
  });
});

describe("a label", () => {
  it.each([
    ["labeled", "added", "baton: testing"],
    ["unlabeled", "removed", "baton: testing"],
    ["labeled", "added", "Baton:start"],
    ["unlabeled", "removed", " BATON: hold"],
    ["labeled", "added", "baton: nonsense"],
  ])("of Baton's is a request: %s, %s, %j", (action, change, label) => {
    expect(meaning("pull_request", given.pullPayload(action, { label: { name: label } }))).toEqual({
      kind: "request",
      repository,
      pullNumber: 3,
      workflowId: null,
      request: { kind: "label", sender: sayer, at, change, label },
    });
  });

  it.each([
    ["of somebody else's", { label: { name: "bug" } }, "the label is not Baton's"],
    ["that only contains its name", { label: { name: "not baton: start" } }, "the label is not Baton's"],
    ["that GitHub does not name", { label: null }, "the label is not Baton's"],
    ["by Baton", { label: { name: "baton: testing" }, sender: baton }, "Baton did it itself"],
  ])("%s asks for nothing", (_, change, because) => {
    expect(meaning("pull_request", given.pullPayload("labeled", change))).toEqual(ignored(because));
    expect(meaning("pull_request", given.pullPayload("unlabeled", change))).toEqual(ignored(because));
  });
});

describe("a pull request", () => {
  it.each(["opened", "closed", "reopened", "ready_for_review", "converted_to_draft"])(
    "that was %s is read",
    (action) => {
      expect(meaning("pull_request", given.pullPayload(action))).toEqual({ ...facts, about: byNumber });
    },
  );

  it("that has another base is read", () => {
    const payload = given.pullPayload("edited", { changes: { base: { ref: { from: "main" } } } });
    expect(meaning("pull_request", payload)).toEqual({ ...facts, about: byNumber });
  });

  it.each([[{ title: { from: "a" } }], [{}], [undefined]])("that has the base it had is left alone: %j", (changes) => {
    const because = "the edit left the base alone";
    expect(meaning("pull_request", given.pullPayload("edited", { changes }))).toEqual(ignored(because));
  });

  it("that was pushed to is read, and the time of its head kept", () => {
    expect(meaning("pull_request", given.pullPayload("synchronize", { after: sha }))).toEqual({
      ...facts,
      about: byNumber,
      announcedHead: { sha, at },
    });
  });

  it.each([
    ["no head", { after: undefined }],
    ["no commit for a head", { after: "main" }],
    ["no time", { after: sha, pull_request: {} }],
    ["no time that could be read", { after: sha, pull_request: { updated_at: "soon" } }],
  ])("whose push names %s is read all the same", (_, change) => {
    expect(meaning("pull_request", given.pullPayload("synchronize", change))).toEqual({ ...facts, about: byNumber });
  });

  it.each([
    ["assigned", "Baton has no use for pull_request.assigned"],
    ["enqueued", "Baton has no use for pull_request.enqueued"],
    ["__proto__", "Baton has no use for pull_request.(unknown)"],
  ])("that was %s is left alone", (action, because) => {
    expect(meaning("pull_request", given.pullPayload(action))).toEqual(ignored(because));
  });

  it.each(["submitted", "edited", "dismissed"])("whose review was %s is read", (action) => {
    expect(meaning("pull_request_review", given.reviewPayload(action))).toEqual({ ...facts, about: byNumber });
  });
});

describe("a check", () => {
  const own = { app: { id: 4711 }, external_id: "0190a5b0-0000-7000-8000-000000000001:7" };

  it.each(["created", "completed", "rerequested"])("of another App that was %s has its commit read", (action) => {
    expect(meaning("check_run", given.checkRunPayload(action))).toEqual({ ...facts, about: byHead });
    expect(meaning("check_run", given.checkRunPayload(action, { app: null }))).toEqual({ ...facts, about: byHead });
  });

  it("of Baton's whose button is pressed is a request to the workflow that it was shown for", () => {
    const pressed = { requested_action: { identifier: "advance:4" } };
    expect(meaning("check_run", given.checkRunPayload("requested_action", own, pressed))).toEqual({
      kind: "request",
      repository,
      pullNumber: null,
      workflowId: "0190a5b0-0000-7000-8000-000000000001",
      request: {
        kind: "button",
        identifier: "advance:4",
        headSha: sha,
        externalId: own.external_id,
        sender: sayer,
        at: null,
      },
    });
  });

  it.each([
    ["a button of another App's", "requested_action", {}, {}, "the button is another App's"],
    ["a button without a name", "requested_action", own, {}, "the payload has no valid requested_action"],
    ...[null, undefined, "", "7", "x:7", `${own.external_id}:8`].map((external_id) => {
      const pressed = { requested_action: { identifier: "advance:4" } };
      const what = `a button of a run that says ${String(external_id)}`;
      return [what, "requested_action", { ...own, external_id }, pressed, "the check run names no workflow"] as const;
    }),
    ["Baton's own run", "created", own, {}, "the check run is Baton's own"],
    ["the end of Baton's own run", "completed", own, {}, "the check run is Baton's own"],
    ["what Baton did", "completed", own, { sender: baton }, "Baton did it itself"],
    ["what nobody knows", "exploded", own, {}, "Baton has no use for check_run.(unknown)"],
  ] as const)("is left alone: %s", (_, action, run, change, because) => {
    expect(meaning("check_run", given.checkRunPayload(action, run, change))).toEqual(ignored(because));
  });

  it("of Baton's that is asked for again has everything looked at", () => {
    const asked = { ...facts, wants: ["facts", "report"], about: byHead };
    expect(meaning("check_run", given.checkRunPayload("rerequested", own))).toEqual(asked);
    expect(meaning("check_suite", given.checkSuitePayload("rerequested", own.app))).toEqual(asked);
  });

  it("of Baton's on a merge queue's group that is asked for again has the group answered anew", () => {
    const errand = { kind: "merge_group_again", repository, headSha: sha };
    const run = { ...own, external_id: `merge_group:${sha}` };
    expect(meaning("check_run", given.checkRunPayload("rerequested", run))).toEqual({ kind: "errand", errand });
    const suite = given.checkSuitePayload("rerequested", own.app, { head_branch: "gh-readonly-queue/main/pr-3-abc" });
    expect(meaning("check_suite", suite)).toEqual({ ...facts, wants: ["facts", "report"], about: byHead, errand });
    for (const head_branch of [null, "main"]) {
      const other = given.checkSuitePayload("rerequested", own.app, { head_branch });
      expect(meaning("check_suite", other)).not.toHaveProperty("errand");
    }
  });

  it("suite of another App that is done has its commit read", () => {
    for (const app of [{ id: 1 }, null]) {
      expect(meaning("check_suite", given.checkSuitePayload("completed", app))).toEqual({ ...facts, about: byHead });
    }
  });

  it("suite that only begins, or is Baton's own, is left alone", () => {
    const begins = meaning("check_suite", given.checkSuitePayload("requested", { id: 1 }));
    expect(begins).toEqual(ignored("Baton has no use for check_suite.requested"));
    const done = meaning("check_suite", given.checkSuitePayload("completed", own.app));
    expect(done).toEqual(ignored("the check suite is Baton's own"));
  });

  it("that is a commit status has its commit read", () => {
    expect(meaning("status", given.statusPayload())).toEqual({ ...facts, about: byHead });
  });
});

it("a deployment's status has the open pull requests of its repository read", () => {
  expect(meaning("deployment_status", given.deploymentStatusPayload())).toEqual({
    ...facts,
    about: { by: "repository" },
  });
  const because = "Baton has no use for deployment_status.(unknown)";
  expect(meaning("deployment_status", given.deploymentStatusPayload("deleted"))).toEqual(ignored(because));
});

describe("a pull request's new head", () => {
  const errand = { kind: "pull_head", repository, number: 3, headSha: sha, opened: null };
  const pull_request = { number: 3, updated_at: at, head: { sha } };

  it.each(["reopened", "synchronize"])("is looked at for the rules file when it is %s", (action) => {
    expect(meaning("pull_request", given.pullPayload(action, { pull_request }))).toMatchObject({ ...facts, errand });
  });

  it("is looked at with who opened the pull request, which may start a relay", () => {
    const signal = meaning("pull_request", given.pullPayload("opened", { pull_request }));
    const opened = { sender: expect.objectContaining({ type: "User", slug: null }) as unknown, at };
    expect(signal).toMatchObject({ ...facts, errand: { ...errand, opened } });
  });

  it("is looked at without one where Baton opened it, which starts its relay itself", () => {
    const signal = meaning("pull_request", given.pullPayload("opened", { pull_request, sender: baton }));
    expect(signal).toMatchObject({ ...facts, errand });
  });

  it("is no reason to look where nothing is new, or where the payload names none", () => {
    expect(meaning("pull_request", given.pullPayload("closed", { pull_request }))).not.toHaveProperty("errand");
    const nameless = { ...pull_request, head: { sha: "nothing" } };
    expect(meaning("pull_request", given.pullPayload("opened", { pull_request: nameless }))).not.toHaveProperty(
      "errand",
    );
  });

  it("is looked at once more when its run is asked for again", () => {
    const run = { external_id: `rules:3:${sha}`, app: { id: self.appId } };
    expect(meaning("check_run", given.checkRunPayload("rerequested", run))).toEqual({ kind: "errand", errand });
    const other = given.checkRunPayload("rerequested", { ...run, external_id: null });
    expect(meaning("check_run", other)).toMatchObject({ kind: "fact", about: byHead });
  });
});

describe("a push", () => {
  const rules = { kind: "errand", errand: { kind: "rules", repository } };
  const changing = (path: string) => [{ added: [], removed: [], modified: ["README.md"] }, commitWith(path)];
  const commitWith = (path: string) => ({ added: [path], removed: [], modified: [] });

  it.each([
    ".github/baton.yml",
    ".github/baton/planning.schema.json",
    ".github/plan.json",
    ".github/baton/prompts/code_writer.md",
  ])("to the default branch that changes %s has the rules read", (path) => {
    expect(meaning("push", given.pushPayload({ commits: changing(path) }))).toEqual(rules);
  });

  it("to the default branch whose changes are not all listed has the rules read", () => {
    expect(meaning("push", given.pushPayload({ forced: true }))).toEqual(rules);
    const commits = Array.from({ length: 2048 }, () => commitWith("src/a.ts"));
    expect(meaning("push", given.pushPayload({ commits }))).toEqual(rules);
  });

  it.each([
    ["changes nothing of the rules", { commits: changing(".github/workflows/ci.yml") }],
    ["changes nothing of the rules", { commits: changing("src/.github/baton.yml") }],
    ["changes nothing of the rules", {}],
  ])("to the default branch that %s is left alone", (_, change) => {
    expect(meaning("push", given.pushPayload(change))).toEqual(ignored("the push changes nothing of the rules"));
  });

  it("to another branch or of a tag is left alone", () => {
    for (const ref of ["refs/heads/next", "refs/tags/main"]) {
      const because = "a push to a pull request comes as pull_request.synchronize as well";
      const payload = given.pushPayload({ ref, commits: changing(".github/baton.yml") });
      expect(meaning("push", payload)).toEqual(ignored(because));
    }
  });
});

describe("an event that Baton does not read", () => {
  it.each([
    ["ping", "GitHub only asks whether Baton is there"],
    ["star", "Baton has no use for this event"],
    ["__proto__", "Baton has no use for this event"],
    ["constructor", "Baton has no use for this event"],
    ["", "Baton has no use for this event"],
  ])("is ignored: %j", (event, because) => {
    expect(meaning(event, { action: "created" })).toEqual(ignored(because));
  });
});

describe("a payload without what Baton needs", () => {
  const whole = {
    issue_comment: given.commentPayload({}),
    pull_request: given.pullPayload("opened"),
    pull_request_review: given.reviewPayload("submitted"),
    check_run: given.checkRunPayload("completed"),
    check_suite: given.checkSuitePayload("completed", null),
    status: given.statusPayload(),
    deployment_status: given.deploymentStatusPayload(),
  };

  it.each([
    ["issue_comment", "action"],
    ["issue_comment", "issue"],
    ["issue_comment", "issue.number"],
    ["issue_comment", "comment.id"],
    ["issue_comment", "sender"],
    ["issue_comment", "sender.login"],
    ["issue_comment", "installation"],
    ["issue_comment", "repository.owner.id"],
    ["pull_request", "number"],
    ["pull_request", "pull_request"],
    ["pull_request_review", "pull_request.number"],
    ["check_run", "check_run.head_sha"],
    ["check_suite", "check_suite"],
    ["status", "sha"],
    ["deployment_status", "repository.full_name"],
  ] as const)("is ignored and the place named: %s, %s", (event, path) => {
    expect(meaning(event, changed(whole[event], path, undefined))).toEqual(ignored(`the payload has no valid ${path}`));
  });

  it.each([
    ["repository.full_name", "acme/shop\0"],
    ["repository.full_name", "../../x"],
    ["repository.id", -1],
    ["repository.id", 2 ** 53],
    ["repository.id", "21"],
    ["issue.number", 2 ** 31],
    ["issue.number", 0],
    ["comment.body", 5],
  ])("is ignored where %s is %j", (path, value) => {
    const payload = changed(whole.issue_comment, path, value);
    expect(meaning("issue_comment", payload)).toEqual(ignored(`the payload has no valid ${path}`));
  });

  it.each([null, undefined, 5, "text", true, []])("is ignored where it is %j", (payload) => {
    for (const event of Object.keys(whole)) {
      expect(meaning(event, payload)).toEqual(
        ignored(expect.stringMatching(/^the payload has no valid (object|action|repository)$/)),
      );
    }
  });

  it("is ignored for one of a few reasons, or means something, whatever it is", () => {
    const events = fc.constantFrom(...Object.keys(whole), "push", "x");
    const spoiled = fc
      .tuple(events, fc.constantFrom(...paths(whole)), fc.jsonValue())
      .map(
        ([event, path, value]) =>
          [event, changed((whole as Record<string, object>)[event] ?? {}, path, value)] as const,
      );
    fc.assert(
      fc.property(fc.oneof(fc.tuple(events, fc.jsonValue()), spoiled), ([event, payload]) => {
        const signal = meaning(event, payload);
        expect(JSON.parse(JSON.stringify(signal))).toEqual(signal);
        if (signal.kind === "ignored") expect(signal.because).toMatch(/^[\w .,'()[\]-]{10,90}$/);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** A copy in which one place has another value. */
function changed(payload: object, path: string, value: unknown): object {
  const copy = structuredClone(payload);
  const keys = path.split(".");
  const last = keys.pop() as string;
  const place = keys.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), copy);
  if (isRecord(place)) place[last] = value;
  return copy;
}

function paths(value: unknown): readonly string[] {
  if (!isRecord(value)) return [];
  return Object.keys(value).flatMap((key) => [key, ...paths(value[key]).map((inner) => `${key}.${inner}`)]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
