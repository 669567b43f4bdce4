import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { applyIntent } from "../../src/orchestrator/apply-intent.ts";
import { query } from "../../src/store/database.ts";
import { roles } from "../../src/workflow/roles.ts";
import { eventually } from "../support/eventually.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openSecondWorld } from "../support/second-world.ts";
import { bring, openRepository, stateOf, type Stage } from "../support/stage.ts";

/** What Baton itself said to Postgres since a count; the queue's own polling is left out. */
function statementsSince({ proxy }: Relay, count: number): readonly string[] {
  return (proxy?.statements ?? [])
    .slice(count)
    .flatMap(({ name }) => (name.endsWith("/graphile_worker") ? [] : [name]));
}

function statementCount({ proxy }: Relay): number {
  return proxy?.statements.length ?? 0;
}

/** Every delivery waits for these, and so does GitHub. */
describe("the statements before a webhook is answered", () => {
  let relay: Relay;
  let stage: Stage;
  let pull: PullDriver;
  beforeAll(async () => {
    // Without a worker there is nothing but intake.
    relay = await startRelay({ proxied: true, environment: { process: "web" } });
    stage = openRepository(relay);
    pull = stage.openPull();
    await relay.sandbox.delivered();
  });
  afterAll(() => relay.close());

  const taken = async (act: () => void): Promise<readonly string[]> => {
    const before = statementCount(relay);
    act();
    await relay.sandbox.delivered();
    return statementsSince(relay, before);
  };

  it("are none for what Baton has no use for", async () => {
    expect(await taken(() => pull.comment("chen", "Looks good to me."))).toEqual([]);
    expect(await taken(() => pull.label("chen", "bug"))).toEqual([]);
    expect(await taken(() => pull.edit("chen", { title: "Pay" }))).toEqual([]);
  });

  it("are one for a request, and one for the same again", async () => {
    expect(await taken(() => pull.comment("chen", "/start\n/advance\n/advance"))).toEqual(["intake-request"]);
    expect(await taken(() => pull.label("chen", "baton: hold"))).toEqual(["intake-request"]);
    const before = statementCount(relay);
    const guid = relay.sandbox.deliveries.attempts.at(-1)?.delivery.guid ?? "";
    await forge(relay, { event: "pull_request", payload: lastPayload(relay, "pull_request.labeled"), guid });
    expect(statementsSince(relay, before)).toEqual(["intake-request"]);
  });

  it("are one for each webhook that tells of a fact", async () => {
    expect(await taken(() => pull.push("chen"))).toEqual(["intake-fact-number-and-errand"]);
    // A run that is created as completed comes as two webhooks, and its suite as a third.
    const byHead = Array.from({ length: 3 }, () => "intake-fact-head");
    expect(await taken(() => stage.check(pull, "build", "success"))).toEqual(byHead);
    const status = { by: "chen", sha: pull.headSha, context: "ci", state: "success" } as const;
    expect(await taken(() => stage.repository.status(status))).toEqual(["intake-fact-head"]);
  });

  it("are none where the signature is wrong", async () => {
    const before = statementCount(relay);
    const forged = { ...relay, environment: { ...relay.environment, webhookSecret: "another" } };
    expect(await forge(forged, { event: "issue_comment", payload: lastPayload(relay, "issue_comment.created") })).toBe(
      400,
    );
    expect(statementsSince(relay, before)).toEqual([]);
  });

  it("are followed by two for a transition: what it is judged on, and the save with all that belongs to it", async () => {
    const { world, close } = await openSecondWorld(relay);
    const ref = { repositoryId: pull.repositoryId, pullNumber: pull.number };
    const by = { kind: "token", id: null, login: "ci", permission: "none", roles } as const;
    const common = { ref, delivery: null, by: () => Promise.resolve(by), drafts: () => [] };
    const said = () => ({ at: relay.clock.now() });
    const start = {
      kind: "start",
      workflowId: world.newId(),
      ...ref,
      buildId: null,
      requirements: null,
      metadata: {},
    } as const;
    await applyIntent(world, { ...common, cause: "api:counts:start", intent: () => ({ ...start, ...said() }) });
    const advance = { kind: "advance", from: null, result: null, notes: null, force: false, headSha: null } as const;
    const before = statementCount(relay);
    const asked = { ...common, cause: "api:counts:advance", intent: () => ({ ...advance, ...said() }) };
    expect(await applyIntent(world, asked)).toMatchObject({ result: "moved", from: "discovery" });
    await eventually(
      () => statementsSince(relay, before).length,
      (count) => count >= 2,
    );
    expect(statementsSince(relay, before)).toEqual(["load-pull", "save-decision"]);
    await close();
  });
});

describe("what a story costs", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay({ proxied: true });
    stage = openRepository(relay);
    // The repository knows the labels of the states from here on, and Baton its token and its people.
    await bring(relay, stage.openPull(), "complete");
    for (const state of ["planning", "handoff_to_coder", "implementation", "testing"] as const)
      await bring(relay, stage.openPull(), state);
    await eventually(
      () => statementsSince(relay, 0),
      (names) => names.includes("prune-outbox"),
      { what: "the end of the first sweep" },
    );
  });
  afterAll(() => relay.close());

  interface Cost {
    readonly statements: readonly string[];
    readonly requests: readonly string[];
  }

  /** What Baton says to Postgres and to GitHub because of something, from the webhook to the lease's return. */
  const costOf = async (act: () => void): Promise<Cost> => {
    // Looks that earlier stories put off must not fall into this one.
    await query(
      relay.db,
      "select graphile_worker.remove_job(key) from graphile_worker.jobs where key like 'look:%' and locked_at is null",
      [],
    );
    const before = { statements: statementCount(relay), requests: relay.sandbox.requests.length };
    act();
    await relay.settle();
    await eventually(
      () => statementsSince(relay, before.statements),
      (names) => names.length === 0 || names.at(-1) === "release-lease",
      { what: "the lease's return" },
    );
    const requests = relay.sandbox.requests.slice(before.requests).map(({ method, path }) => {
      return `${method} ${path.replace(/^\/repos\/[^/]+\/[^/]+/, "").replace(/\/([0-9a-f]{40}|\d+)(?=\/|$)/g, "/…")}`;
    });
    return { statements: statementsSince(relay, before.statements), requests };
  };

  /** The comment of the status, the label and the check run, each read before it is written, and only what differs written. */
  const report = [
    "GET /issues/comments/…",
    "PATCH /issues/comments/…",
    "GET /issues/…/labels",
    "POST /issues/…/labels",
    "DELETE /issues/…/labels/",
    "GET /commits/…/check-runs",
    "PATCH /check-runs/…",
  ];

  /** The sync begins while the webhook is still being answered, and two of its reads go side by side. */
  const expectSame = (statements: readonly string[], expected: readonly string[]): void => {
    expect(statements.toSorted()).toEqual(expected.toSorted());
  };

  const withoutNames = (requests: readonly string[]): readonly string[] =>
    requests.map((line) => line.replace(/(labels\/).*$/, "$1"));

  it("is this for an `/advance`", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const { statements, requests } = await costOf(() => void pull.comment("maria", "/advance"));
    expect(await stateOf(relay, pull)).toBe("planning");
    expectSame(statements, [
      "intake-request",
      "take-lease",
      // Decide: what is due, the oldest request, its transition in two, and that there is no other.
      ...["load-pull", "take-request", "load-pull", "save-decision", "take-request"],
      // Listen: the new state waits for facts.
      ...["load-pull", "record-facts-read"],
      // Tell: what is shown, a lease for each write, and that it is done.
      ...["load-pull", "load-last-handoff", "load-last-events", "recently-refused"],
      ...["renew-lease", "renew-lease", "renew-lease", "renew-lease", "record-published"],
      ...["record-call", "take-outbox", "renew-lease", "mark-sent"],
      "release-lease",
    ]);
    expect(withoutNames(requests)).toEqual(["GET /pulls/…", ...report, "POST /issues/comments/…/reactions"]);
  });

  it("is a comment more where somebody has to be told of a turn", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const { statements, requests } = await costOf(() => void pull.comment("maria", "/advance"));
    expect(statements.slice(-7)).toEqual([
      ...["record-published", "take-outbox"],
      ...["renew-lease", "mark-sent", "renew-lease", "mark-sent"],
      "release-lease",
    ]);
    // After a create it is looked whether an earlier try had done it already.
    expect(requests.slice(-3)).toEqual([
      "POST /issues/comments/…/reactions",
      "POST /issues/…/comments",
      "GET /issues/…/comments",
    ]);
  });

  it("is no more of GitHub for eleven commands in one comment than for one", async () => {
    const pull = stage.openPull();
    const { statements, requests } = await costOf(() => {
      pull.comment("maria", ["/start", ...Array.from({ length: 10 }, () => "/advance")].join("\n"));
    });
    expect(await stateOf(relay, pull)).toBe("complete");
    expect(statements.filter((name) => name === "save-start" || name === "save-decision")).toHaveLength(11);
    expect(statements.filter((name) => name === "load-pull")).toHaveLength(3 + 11);
    const writes = requests.filter((line) => !line.startsWith("GET"));
    expect(writes).toEqual([
      "POST /issues/…/comments",
      "POST /issues/…/labels",
      "POST /check-runs",
      "POST /issues/comments/…/reactions",
      "POST /issues/…/comments",
    ]);
    // The start reads the pull request; so does each of the five commands from testing on, and the first also its checks.
    const reads = requests.filter((line) => line.startsWith("GET /pulls/…"));
    expect(reads).toHaveLength(1 + 5 + 1);
  });

  it("is three reads and no write for a refusal, beside its reaction and reply", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const { statements, requests } = await costOf(() => void pull.comment("maria", "/accept"));
    expectSame(statements, [
      ...["intake-request", "take-lease", "load-pull", "take-request", "load-pull", "record-outcome", "take-request"],
      ...["load-pull", "take-outbox", "renew-lease", "mark-sent", "renew-lease", "mark-sent", "release-lease"],
    ]);
    expect(requests).toEqual([
      "POST /issues/comments/…/reactions",
      "POST /issues/…/comments",
      "GET /issues/…/comments",
    ]);
  });

  it("is a look and nothing written for `/status` where nothing changed", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const { statements, requests } = await costOf(() => void pull.comment("chen", "/status"));
    expect(statements.filter((name) => name === "take-lease")).toHaveLength(1);
    expect(requests).toEqual([
      "GET /collaborators/chen/permission",
      "GET /pulls/…",
      "GET /issues/comments/…",
      "GET /issues/…/labels",
      "GET /commits/…/check-runs",
      "POST /issues/comments/…/reactions",
    ]);
  });

  it("is one look more for a push, at the head before, and one write more where its run was in progress", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    const pushed = async () => {
      const { requests } = await costOf(() => void pull.push("chen"));
      return requests.filter((line) => !line.startsWith("GET") || line.endsWith("/check-runs")).toSorted();
    };
    const looks = (count: number) => Array.from({ length: count }, () => "GET /commits/…/check-runs");
    const written = ["PATCH /issues/comments/…", "POST /check-runs"];
    expect(await pushed()).toEqual([...looks(1), ...looks(1), ...written]);
    stage.repository.check({ sha: pull.headSha, name: "build", status: "in_progress" });
    pull.comment("maria", "/advance\n/accept");
    await relay.settle();
    // Two of the looks are at what the checks say, before and after the push is taken in.
    expect(await pushed()).toEqual([...looks(2), ...looks(1), ...looks(1), "PATCH /check-runs/…", ...written]);
  });

  it("is one look at the checks and one report where a check fails", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    // One webhook, as most come: the run was there before.
    relay.sandbox.deliveries.drop("check_run.created");
    relay.sandbox.deliveries.drop("check_suite.completed");
    const { statements, requests } = await costOf(() => stage.check(pull, "build", "failure"));
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(statements.filter((name) => name.startsWith("save-"))).toEqual(["save-decision"]);
    expect(withoutNames(requests)).toEqual([
      "GET /pulls/…",
      "GET /commits/…/check-runs",
      "GET /commits/…/status",
      "GET /commits/…/check-suites",
      // Implementation waits for nothing but the pull request itself.
      "GET /pulls/…",
      ...report,
      "POST /issues/…/comments",
      "GET /issues/…/comments",
    ]);
  });
});
