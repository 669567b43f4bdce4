import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { beginUnder } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  handoffsOf,
  openRepository,
  ownComments,
  pathOf,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const rules = `
testing:
  checks: [build, { name: scan, app: code-scanner }]
  settle-seconds: 0
`;

type Check = Parameters<Stage["repository"]["check"]>[0];

describe("the checks that the rules name", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const inTesting = (pull?: PullDriver, given = rules): Promise<PullDriver> =>
    beginUnder(relay, stage, { rules: given, state: "testing", ...(pull === undefined ? {} : { pull }) });
  const report = async (pull: PullDriver, name: string, more: Partial<Check> = {}): Promise<void> => {
    stage.repository.check({ sha: pull.headSha, name, conclusion: "success", ...more });
    await relay.settle();
  };

  it("must be there, each by its name; those that are not are waited for and named", async () => {
    const pull = await inTesting();
    await report(pull, "build");
    await report(pull, "something else", { conclusion: "failure" });
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(statusComment(pull)).toContain("scan of the App code-scanner: has not reported yet");
    await stage.say(pull, "tara", "/explain");
    expect(ownComments(pull, "reply").at(-1)).toContain("- Check scan of the App code-scanner: has not reported yet.");
    await report(pull, "scan", { app: "code-scanner" });
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect((await handoffsOf(relay, pull)).at(-1)?.data_transferred["test_results"]).toEqual({
      build: "success",
      scan: "success",
    });
  });

  it("are not what another App or a writer's commit status calls so, whether it is good or bad", async () => {
    const pull = await inTesting();
    await report(pull, "build");
    await report(pull, "scan", { app: "look-alike" });
    stage.repository.status({ by: "chen", sha: pull.headSha, context: "scan", state: "success" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await report(pull, "scan", { app: "look-alike", conclusion: "failure" });
    stage.repository.status({ by: "chen", sha: pull.headSha, context: "scan", state: "failure" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "tara", "/explain");
    expect(ownComments(pull, "reply").at(-1)).toMatch(/- Check \[?scan.*: this repository wants it from another App\./);
    await report(pull, "scan", { app: "code-scanner" });
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("send the work back once for each run that fails", async () => {
    const pull = await inTesting();
    await report(pull, "build", { conclusion: "failure" });
    expect(await stateOf(relay, pull)).toBe("implementation");
    await stage.say(pull, "maria", "/advance");
    await relay.pass(0);
    expect(await stateOf(relay, pull)).toBe("testing");
    stage.repository.rerun({ sha: pull.headSha, name: "build" });
    await report(pull, "build", { conclusion: "failure" });
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(await workflowOf(relay, pull)).toMatchObject({ retries: 2 });
    await stage.say(pull, "maria", "/advance");
    stage.repository.rerun({ sha: pull.headSha, name: "build" });
    await report(pull, "build");
    await report(pull, "scan", { app: "code-scanner" });
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it.each([
    ["nothing", "testing"],
    ["fail", "error"],
  ])("do %s when they fail, where the rules say so", async (does, state) => {
    const pull = await inTesting(undefined, `${rules}  on-failure: ${does}\n`);
    await report(pull, "build", { conclusion: "failure" });
    expect(await stateOf(relay, pull)).toBe(state);
    if (state === "error") expect(statusComment(pull)).toContain("Failed checks: build");
    else expect(statusComment(pull)).toContain("build");
  });

  it("may be patterns, of which each check must pass that there is", async () => {
    const pull = await inTesting(undefined, 'testing: { checks: ["test / *"], settle-seconds: 0 }');
    stage.repository.check({ sha: pull.headSha, name: "test / unit" });
    await report(pull, "test / e2e");
    expect(await stateOf(relay, pull)).toBe("testing");
    await report(pull, "test / unit");
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("count for every pull request that has this head", async () => {
    const first = await inTesting();
    const second = await inTesting(stage.repository.openPull({ by: "chen", head: first.headRef }));
    expect(second.headSha).toBe(first.headSha);
    await report(first, "build");
    await report(first, "scan", { app: "code-scanner" });
    for (const pull of [first, second]) expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("count for a pull request from a fork, which their webhooks do not name", async () => {
    const pull = await inTesting(stage.repository.openPull({ by: "fred", title: "From outside", fork: true }));
    await report(pull, "build", { conclusion: "failure" });
    expect((await pathOf(relay, pull)).at(-1)).toBe("testing → implementation");
  });
});
