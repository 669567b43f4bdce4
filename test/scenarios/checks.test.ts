import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  eventsOf,
  handoffsOf,
  openRepository,
  outcomesOf,
  ownComments,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** Longer than the checks have to stand still before they count, and than a look is put off. */
const settledMs = 20_000;

describe("checks in testing", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const inTesting = async (): Promise<PullDriver> => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    return pull;
  };
  const report = (pull: PullDriver, name: string, more: Partial<Parameters<Stage["repository"]["check"]>[0]>): void => {
    stage.repository.check({ sha: pull.headSha, name, ...more });
  };

  it("of every App and every commit status must pass, and then nobody has to do anything", async () => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "success" });
    report(pull, "scan", { app: "scanner", conclusion: "neutral" });
    report(pull, "docs", { app: "scanner", conclusion: "skipped" });
    const status = { by: "chen", sha: pull.headSha, context: "ci/legacy" } as const;
    stage.repository.status({ ...status, state: "pending" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(statusComment(pull)).toContain("ci/legacy");
    stage.repository.status({ ...status, state: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      actor: { kind: "github" },
      data_transferred: {
        test_results: { build: "success", scan: "neutral", docs: "skipped", "ci/legacy": "success" },
        previous_phase_output: { all_tests_passed: true },
      },
    });
  });

  it("have to stand still for a while, since another may yet begin", async () => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "success" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await relay.pass(8_000);
    report(pull, "late", {});
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    report(pull, "late", { conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that fail send the work back at once, with their names, links and summaries for whoever gets it", async () => {
    const pull = await inTesting();
    report(pull, "slow", {});
    report(pull, "build", {
      conclusion: "failure",
      summary: "2 tests failed: the totals are wrong",
      url: "https://ci.example.com/runs/7",
    });
    await relay.settle();
    const { data_transferred: data, ...handoff } = (await handoffsOf(relay, pull)).at(-1) ?? { data_transferred: {} };
    expect(handoff).toMatchObject({ kind: "retry", from_state: "testing", to_state: "implementation" });
    expect(data).toMatchObject({
      retry_reason: "Failed checks: build",
      attempt: 2,
      evidence: [
        {
          kind: "check",
          name: "build",
          outcome: "failure",
          summary: "2 tests failed: the totals are wrong",
          url: expect.stringMatching(/^http/),
        },
      ],
    });
    const comment = statusComment(pull);
    expect(comment).toContain("build");
    expect(comment).toContain("2 tests failed: the totals are wrong");
    expect(comment).toMatch(/\[build\]\(<http[^>]*\/runs\//);
    expect(ownComments(pull, "turn").at(-1)).toContain("the work is back with you");
    expect(await workflowOf(relay, pull)).toMatchObject({ retries: 1 });
  });

  it("that sent the work back do not do so again; run again, they do", async () => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "failure" });
    await relay.settle();
    await stage.say(pull, "chen", "/advance It was the runner, not the code");
    expect(await stateOf(relay, pull)).toBe("testing");
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(statusComment(pull)).toContain("build");
    stage.repository.rerun({ sha: pull.headSha, name: "build" });
    report(pull, "build", { conclusion: "failure" });
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "implementation", retries: 2 });
  });

  it("that were red and are green when run again let the same commit pass", async () => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "failure" });
    await relay.settle();
    await stage.say(pull, "chen", "/advance");
    stage.repository.rerun({ sha: pull.headSha, name: "build" });
    report(pull, "build", { conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("of one name in two Actions workflows must both pass, and the one that failed is linked to", async () => {
    const pull = await inTesting();
    report(pull, "build", { file: "ci.yml", conclusion: "failure", summary: "It does not compile" });
    report(pull, "build", { file: "docs.yml", conclusion: "success" });
    await relay.settle();
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      to_state: "implementation",
      data_transferred: { evidence: [{ name: "build", outcome: "failure", summary: "It does not compile" }] },
    });
    await stage.say(pull, "chen", "/advance");
    stage.repository.rerun({ sha: pull.headSha, name: "build", file: "docs.yml" });
    report(pull, "build", { file: "docs.yml", conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    stage.repository.rerun({ sha: pull.headSha, name: "build", file: "ci.yml" });
    report(pull, "build", { file: "ci.yml", conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that an Actions workflow says anew for the same event count as it says them now", async () => {
    const pull = await inTesting();
    report(pull, "title", { file: "title.yml", conclusion: "failure" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    pull.edit("chen", { title: "feat: pay by card" });
    stage.repository.runActions({ sha: pull.headSha, file: "title.yml" });
    report(pull, "title", { file: "title.yml", conclusion: "success" });
    await stage.say(pull, "chen", "/advance");
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that were cancelled in favour of the same work for another event are not waited for", async () => {
    const pull = await inTesting();
    report(pull, "build", { event: "push", conclusion: "cancelled" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    report(pull, "build", { event: "pull_request", conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("of an Actions workflow that cannot start fail by its name, whatever else is green", async () => {
    const pull = await inTesting();
    report(pull, "lint", { file: "lint.yml", conclusion: "success" });
    stage.repository.runActions({ sha: pull.headSha, file: "ci.yml", conclusion: "startup_failure" });
    await relay.settle();
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      kind: "retry",
      to_state: "implementation",
      data_transferred: {
        retry_reason: "Failed checks: .github/workflows/ci.yml",
        evidence: [
          {
            kind: "check",
            name: ".github/workflows/ci.yml",
            outcome: "startup_failure",
            url: expect.stringMatching(/\/actions\/runs\/\d+$/),
          },
        ],
      },
    });
    expect(statusComment(pull)).toMatch(/\[\.github\/workflows\/ci\.yml\]\(<http[^>]*\/actions\/runs\/\d+>\)/);
    await stage.say(pull, "chen", "/advance");
    expect(statusComment(pull)).toContain("failed before it ran anything");
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it.each(["cancelled", "action_required"] as const)("that are %s neither pass nor send back", async (conclusion) => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "success" });
    report(pull, "deploy-preview", { conclusion });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
    expect(statusComment(pull)).toContain("deploy-preview");
  });

  it("of Baton's own never count", async () => {
    const pull = await inTesting();
    expect(pull.checkRuns("Baton")).not.toEqual([]);
    report(pull, "build", { conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      to_state: "handoff_to_verifier",
      data_transferred: { test_results: { build: "success" } },
    });
  });

  it("that there are none of leave it to a person to say that the tests are done", async () => {
    const pull = await inTesting();
    await relay.pass(3_600_000);
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "chen", '/advance\n\n```json\n{"all_tests_passed": true, "notes": "by hand"}\n```');
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      to_state: "handoff_to_verifier",
      data_transferred: { previous_phase_output: { notes: "by hand" } },
      actor: { login: "chen" },
    });
  });

  it("that GitHub Actions does not run before somebody approves it are asked for by name, and then awaited", async () => {
    const pull = await inTesting();
    stage.repository.awaitApproval(pull.headSha);
    report(pull, "scan", { app: "scanner", conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(statusComment(pull)).toContain("**Somebody with write access** has to approve that GitHub Actions runs");
    expect(statusComment(pull)).toMatch(/\[the runs that wait\]\(<http[^>]+\/actions\?query=is%3Aaction_required>\)/);
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
    await stage.say(pull, "chen", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "checks_missing" });
    expect(ownComments(pull, "reply").at(-1)).toContain("until somebody with write access approves it");
    stage.repository.approveRuns("chen", pull.headSha);
    report(pull, "build", { conclusion: "success" });
    await relay.settle();
    await relay.pass(settledMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that are still running are what a person is told when they advance", async () => {
    const pull = await inTesting();
    report(pull, "build", { conclusion: "success" });
    report(pull, "end to end", {});
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("testing");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "checks_missing" });
    const reply = ownComments(pull, "reply").at(-1);
    expect(reply).toContain("end to end");
    expect(reply).toContain("still running");
  });

  it("can be forced past by a maintainer, which the audit and the report tell; write is not enough", async () => {
    const pull = await inTesting();
    report(pull, "build", {});
    await stage.say(pull, "chen", "/advance --force");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "not_permitted" });
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "omar", "/advance --force The runner is down");
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({
      event_type: "stepped",
      triggered_by: { login: "omar" },
      event_data: { forced: true, missing: expect.arrayContaining([expect.objectContaining({ name: "build" })]) },
    });
    expect(statusComment(pull)).toMatch(/force/i);
  });

  it("that fail once more than the limit end in error", async () => {
    const pull = await inTesting();
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      stage.repository.rerun({ sha: pull.headSha, name: "build" });
      report(pull, "build", { conclusion: "failure" });
      await relay.settle();
      if (attempt <= 5) await stage.say(pull, "chen", "/advance");
    }
    expect(await workflowOf(relay, pull)).toMatchObject({
      current_state: "error",
      error_from: "testing",
      error_reason: "retry_limit_reached",
      retries: 5,
    });
    expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({ event_type: "failed", event_data: { retries: 5 } });
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
  });

  it("decide nothing while the work is held, and everything once it goes on", async () => {
    const pull = await inTesting();
    await stage.say(pull, "chen", "/hold");
    report(pull, "build", { conclusion: "failure" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "chen", "/unhold");
    expect(await stateOf(relay, pull)).toBe("implementation");
  });
});
