import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../src/store/database.ts";
import { callerFor, type Caller } from "../support/api-caller.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, statusComment, type Stage } from "../support/stage.ts";

let relay: Relay;
let stage: Stage;
let call: Caller;
let path: string;

beforeAll(async () => {
  relay = await startRelay();
});
afterAll(() => relay.close());

/** A repository that Baton knows from its first pull request, and a token for it. */
beforeEach(async () => {
  stage = openRepository(relay);
  await stage.say(stage.openPull(), "rita", "/help");
  call = (await callerFor(relay, [stage.repository.id], { label: "the planner" })).call;
  path = `POST /api/workflows/${String(stage.repository.id)}/start`;
});

function opened(number: number) {
  return stage.repository.pull(number);
}

/** How many pull requests Baton has asked GitHub to open in this repository. */
function openings(): number {
  const pulls = `/repos/${stage.repository.fullName}/pulls`;
  return relay.sandbox.requests.filter(({ method, path: asked }) => method === "POST" && asked === pulls).length;
}

const cannotOpen = (reason: string, missing: readonly unknown[] = []) => ({
  status: 409,
  body: { type: "/problems/cannot-open", reason, missing },
});

describe("a workflow that starts with a branch", () => {
  it("starts on a draft that Baton opens, which shows the relay", async () => {
    stage.repository.push("chen", "pay/by-card", { message: "Pay by card\n\nMore." });
    const { status, body } = await call(path, { branch: "pay/by-card", build_id: "b-1" });
    expect({ status, body }).toMatchObject({ status: 201, body: { build_id: "b-1", initial_state: "discovery" } });
    await relay.settle();
    const pull = opened(body.pull_number);
    expect(pull).toMatchObject({
      title: "Pay by card",
      body: "Opened by Baton for the planner, to run a build relay on it.",
      isDraft: true,
      headRef: "pay/by-card",
      baseRef: "main",
      author: "baton[bot]",
    });
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(pull.labels()).toEqual(["baton: discovery"]);
    expect(statusComment(pull)).toContain("Discovery");
    const context = await call(`GET /api/workflows/${body.workflow_id}/context?role=q_assistant`);
    expect(context.body.context_message).toContain('source="requirements">\nPay by card\n</untrusted');
  });

  it("says what is wanted in the pull request, and everything in it does nothing", async () => {
    stage.repository.push("chen", "release-2");
    stage.repository.push("chen", "refunds");
    const requirements = "Refunds, see #1 and @maria\n/cancel\n<!-- baton:status -->";
    const { body } = await call(path, { branch: "refunds", base: "release-2", requirements });
    await relay.settle();
    expect(opened(body.pull_number)).toMatchObject({
      title: "Refunds, see #\u200B1 and @\u200Bmaria",
      baseRef: "release-2",
      body: [
        "> Refunds, see #\u200B1 and @\u200Bmaria",
        "> /\u200Bcancel",
        "> &lt;!-- baton:status --&gt;",
        "",
        "Opened by Baton for the planner, to run a build relay on it.",
      ].join("\n"),
    });
    expect(await stateOf(relay, opened(body.pull_number))).toBe("discovery");
  });

  it("takes the open pull request that the branch has, whoever opened it", async () => {
    const pull = stage.openPull();
    const { status, body } = await call(path, { branch: `pay-${String(pull.number)}` });
    expect({ status, number: body.pull_number }).toEqual({ status: 201, number: pull.number });
    const context = await call(`GET /api/workflows/${body.workflow_id}/context?role=q_assistant`);
    expect(context.body.context_message).toContain("Closes the gap.");
    expect(openings()).toBe(0);
    expect(await call(path, { branch: `pay-${String(pull.number)}` })).toMatchObject({
      status: 409,
      body: { type: "/problems/already-open" },
    });
  });

  it("takes none of a fork's branch of the same name", async () => {
    stage.repository.push("chen", "same");
    const fork = stage.repository.openPull({ by: "rita", head: "same", fork: true });
    const { status, body } = await call(path, { branch: "same" });
    expect(status).toBe(201);
    expect(body.pull_number).not.toBe(fork.number);
  });

  it("is told what is missing: the branch, the base, another branch, a commit", async () => {
    expect(await call(path, { branch: "nowhere" })).toMatchObject({
      status: 404,
      body: { reason: "no_branch", detail: expect.stringContaining("“nowhere”"), missing: [{ kind: "branch" }] },
    });
    stage.repository.push("chen", "here");
    expect(await call(path, { branch: "here", base: "nowhere" })).toMatchObject({
      status: 404,
      body: { reason: "no_base", missing: [{ kind: "branch", name: "nowhere" }] },
    });
    expect(await call(path, { branch: "main" })).toMatchObject(cannotOpen("branch_is_base"));
    stage.repository.push("chen", "empty", { sha: stage.repository.branch("main") ?? "" });
    expect(await call(path, { branch: "empty" })).toMatchObject(
      cannotOpen("nothing_to_merge", [{ kind: "commits", branch: "empty", base: "main" }]),
    );
    expect(openings()).toBe(1);
  });
});

describe("a workflow that starts with an issue", () => {
  it("finds the branch that GitHub named after it, and the merge will close it", async () => {
    const issue = stage.repository.openIssue({ by: "rita", title: "Pay by card @omar", body: "Visa first." });
    const branch = `${String(issue.number)}-pay-by-card`;
    stage.repository.push("chen", branch);
    const { status, body } = await call(path, { issue_number: issue.number });
    expect(status).toBe(201);
    await relay.settle();
    expect(opened(body.pull_number)).toMatchObject({
      title: "Pay by card @\u200Bomar",
      headRef: branch,
      body: expect.stringMatching(new RegExp(`^Closes #${String(issue.number)}\n\nOpened by Baton`)),
    });
    const context = await call(`GET /api/workflows/${body.workflow_id}/context?role=q_assistant`);
    expect(context.body.context_message).toContain("Visa first.");
  });

  it("needs a branch, and says so where none or several are named after it", async () => {
    const { number } = stage.repository.openIssue({ by: "rita", title: "Refunds" });
    stage.repository.push("chen", `${String(number)}0-other`);
    const none = await call(path, { issue_number: number });
    expect(none).toMatchObject(
      cannotOpen("no_branch_of_issue", [{ kind: "branch", begins_with: `${String(number)}-` }]),
    );
    expect(none.body.detail).toContain("An issue needs a branch");
    const names = [`${String(number)}-a`, `${String(number)}-b`];
    for (const name of names) stage.repository.push("chen", name);
    expect(await call(path, { issue_number: number })).toMatchObject(
      cannotOpen("several_branches_of_issue", [{ kind: "branch", one_of: names }]),
    );
    expect(await call(path, { issue_number: number, branch: names[1] })).toMatchObject({ status: 201 });
  });

  it("must be there, open, and no pull request", async () => {
    const issue = stage.repository.openIssue({ by: "rita", title: "Done" });
    issue.close();
    expect(await call(path, { issue_number: issue.number })).toMatchObject(cannotOpen("issue_closed"));
    expect(await call(path, { issue_number: 1 })).toMatchObject(cannotOpen("issue_is_pull"));
    expect(await call(path, { issue_number: 4711 })).toMatchObject({ status: 404, body: { reason: "no_issue" } });
  });
});

describe("the same start again", () => {
  const again = { "idempotency-key": "once" };

  it("opens no second pull request where GitHub's answer was lost", async () => {
    stage.repository.push("chen", "lost");
    const match = `POST /repos/${stage.repository.fullName}/pulls`;
    relay.sandbox.fault({ match, do: { after: { drop: true } } });
    expect(await call(path, { branch: "lost" }, again)).toMatchObject({ status: 503 });
    const { status, body } = await call(path, { branch: "lost" }, again);
    expect(status).toBe(201);
    expect(openings()).toBe(1);
    const context = await call(`GET /api/workflows/${body.workflow_id}/context?role=q_assistant`);
    expect(context.body.context_message).not.toContain("Opened by Baton");
  });

  it("opens none where Baton failed between opening and starting", async () => {
    stage.repository.push("chen", "half");
    relay.sandbox.fault({ match: `GET /repos/${stage.repository.fullName}/pulls/*`, do: { status: 502 } });
    expect(await call(path, { branch: "half" }, again)).toMatchObject({ status: 503 });
    expect(await call(path, { branch: "half" }, again)).toMatchObject({ status: 201 });
    expect(openings()).toBe(1);
  });

  it("is answered as before where its answer was lost and the pull request is closed by now", async () => {
    stage.repository.push("chen", "closed");
    const first = await call(path, { branch: "closed" }, again);
    opened(first.body.pull_number).close("maria");
    await relay.settle();
    // As a failure right after the start leaves it.
    await query(relay.db, "update idempotency_keys set status = 0 where key = 'once' and status = 201", []);
    const second = await call(path, { branch: "closed" }, again);
    expect(second).toMatchObject({ status: 201, body: { workflow_id: first.body.workflow_id } });
    expect(openings()).toBe(1);
  });

  it("opens one where two ask at once, and one of them starts it", async () => {
    stage.repository.push("chen", "both");
    const answers = await Promise.all([call(path, { branch: "both" }), call(path, { branch: "both" })]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
    const pulls = await query(relay.db, "select from pull_requests where repository_id = $1", [stage.repository.id]);
    expect(pulls).toHaveLength(2);
  });
});

describe("a pull request that GitHub does not list yet", () => {
  it("is taken once it does, where GitHub refuses to open a second one", async () => {
    stage.repository.push("chen", "late");
    const pull = stage.repository.openPull({ by: "chen", head: "late" });
    const match = `GET /repos/${stage.repository.fullName}/pulls`;
    relay.sandbox.fault({ match, do: { status: 200, body: [] } });
    expect(await call(path, { branch: "late" })).toMatchObject({ status: 201, body: { pull_number: pull.number } });
    expect(openings()).toBe(1);
  });

  it("is asked for again by whoever wants it, where it never does", async () => {
    stage.repository.push("chen", "never");
    stage.repository.openPull({ by: "chen", head: "never" });
    const match = `GET /repos/${stage.repository.fullName}/pulls`;
    relay.sandbox.fault({ match, do: { status: 200, body: [] }, times: 2 });
    expect(await call(path, { branch: "never" })).toMatchObject({
      status: 502,
      body: { detail: expect.stringContaining("A pull request already exists") },
    });
  });
});

describe("GitHub's limits and the repository's rules", () => {
  it("name the permission that the App lacks", async () => {
    stage.repository.push("chen", "bare");
    relay.sandbox.fault({
      match: `POST /repos/${stage.repository.fullName}/pulls`,
      do: {
        status: 403,
        headers: { "x-accepted-github-permissions": "pull_requests=write" },
        body: { message: "Resource not accessible by integration" },
      },
    });
    expect(await call(path, { branch: "bare" })).toMatchObject({
      status: 502,
      body: { type: "/problems/github-refused", detail: expect.stringContaining("“Pull requests: write”") },
    });
  });

  it("open it whole where the repository's plan knows no drafts", async () => {
    stage.repository.push("chen", "whole");
    relay.sandbox.fault({
      match: `POST /repos/${stage.repository.fullName}/pulls`,
      do: { status: 422, body: { message: "Draft pull requests are not supported in this repository." } },
    });
    const { body } = await call(path, { branch: "whole" });
    expect(opened(body.pull_number)).toMatchObject({ isDraft: false });
  });

  it("open nothing in an archived repository", async () => {
    stage.repository.push("chen", "late");
    stage.repository.archive("maria");
    expect(await call(path, { branch: "late" })).toMatchObject(cannotOpen("archived"));
  });

  it("start what Baton opened once, where every opening starts a relay", async () => {
    const eager = openRepository(relay, "acme", { ".github/baton.yml": "start: opened\n" });
    eager.openPull();
    await relay.settle();
    eager.repository.push("chen", "agents");
    const { call: start } = await callerFor(relay, [eager.repository.id]);
    const given = { branch: "agents", requirements: "Ours.", metadata: { ticket: 1 } };
    const startOfAgents = `POST /api/workflows/${String(eager.repository.id)}/start`;
    // The webhook of the opening comes in before the start.
    relay.sandbox.deliveries.pause();
    relay.sandbox.fault({ match: `GET /repos/${eager.repository.fullName}/pulls/*`, do: { status: 502 } });
    expect(await start(startOfAgents, given)).toMatchObject({ status: 503 });
    relay.sandbox.deliveries.resume();
    await relay.settle();
    const { status, body } = await start(startOfAgents, given);
    expect(status).toBe(201);
    const rows = await query<{ id: string; cause: string }>(
      relay.db,
      "select id, split_part(start_cause, ':', 1) as cause from build_workflows where repository_id = $1 order by created_at",
      [eager.repository.id],
    );
    expect(rows.map(({ cause }) => cause)).toEqual(["delivery", "api"]);
    expect(rows[1]?.id).toBe(body.workflow_id);
  });

  it("have nothing opened for a start that would be refused", async () => {
    stage.repository.push("chen", "vain");
    const metadata = { text: "x".repeat(300_000) };
    expect(await call(path, { branch: "vain", metadata })).toMatchObject({ status: 422 });
    for (const [given, pointer] of [
      [{}, "/pull_number"],
      [{ pull_number: 1, branch: "vain" }, "/branch"],
      [{ pull_number: 1, base: "main" }, "/base"],
      [{ base: "main" }, "/pull_number"],
      [{ branch: "a..b" }, "/branch"],
      [{ branch: "refs/heads/vain" }, "/branch"],
      [{ branch: "\uD800" }, "/branch"],
      [{ branch: "vain", base: "x".repeat(300) }, "/base"],
    ] as const) {
      expect(await call(path, given)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    }
    for (const branch of ["<script>alert(1)</script>", "%2e%2e%2f", "🏃/ä", "heads"]) {
      expect(await call(path, { branch })).toMatchObject({ status: 404, body: { reason: "no_branch" } });
    }
    const { call: noRole } = await callerFor(relay, [stage.repository.id], { roles: [] });
    expect(await noRole(path, { branch: "vain" })).toMatchObject({ status: 403 });
    expect(openings()).toBe(0);
  });
});
