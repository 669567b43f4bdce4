import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { beginUnder } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  eventsOf,
  handoffsOf,
  openRepository,
  ownComments,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const rules = `
testing: { checks: [] }
deployment: { environment: production, creator: github-actions, complete-on: deployment }
`;

type Deploy = Parameters<Stage["repository"]["deploy"]>[0];

describe("deployments", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const inDeployment = (): Promise<PullDriver> => beginUnder(relay, stage, { rules, state: "deployment" });
  const deploy = async (pull: PullDriver, more: Partial<Deploy> = {}): Promise<void> => {
    stage.repository.deploy({ sha: pull.headSha, environment: "production", state: "success", ...more });
    await relay.settle();
  };

  it("of the head complete the relay, with what was deployed as the result", async () => {
    const pull = await inDeployment();
    await deploy(pull, { state: "in_progress" });
    expect(statusComment(pull)).toContain("One is under way.");
    expect(await stateOf(relay, pull)).toBe("deployment");
    await deploy(pull);
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "complete", current_state: "complete" });
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      actor: { kind: "github" },
      data_transferred: {
        previous_phase_output: {
          deployment_successful: true,
          deployment: { environment: "production", creator: "github-actions[bot]" },
        },
      },
    });
    expect(batonCheck(pull)).toMatchObject({ conclusion: "success" });
  });

  it("of another commit, to another environment or by another creator say nothing, and the explanation names them", async () => {
    const pull = await inDeployment();
    await deploy(pull, { environment: "staging" });
    await deploy(pull, { by: "omar" });
    await deploy(pull, { sha: stage.repository.push("maria", "elsewhere") });
    expect(await stateOf(relay, pull)).toBe("deployment");
    await stage.say(pull, "tara", "/explain");
    const text = ownComments(pull, "reply").at(-1);
    expect(text).toContain("- The deployment to production: this repository wants it made by somebody else.");
    expect(text).toContain("- It goes on once GitHub shows a deployment that succeeded.");
  });

  it("that fail end in error, once; the next one that succeeds completes what was taken up again", async () => {
    const pull = await inDeployment();
    await deploy(pull, { state: "failure" });
    expect(await workflowOf(relay, pull)).toMatchObject({
      current_state: "error",
      error_from: "deployment",
      error_reason: "The deployment to production failed",
    });
    await stage.say(pull, "maria", "/retry");
    expect(await stateOf(relay, pull)).toBe("deployment");
    await relay.pass(0);
    expect(await stateOf(relay, pull)).toBe("deployment");
    const { id } = stage.repository.deploy({
      sha: pull.headSha,
      ref: pull.headRef,
      environment: "production",
      state: "success",
    });
    expect(id).toBeGreaterThan(0);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("complete");
  });

  it("of the merge commit count as well", async () => {
    const pull = await beginUnder(relay, stage, { rules, state: "handoff_to_releaser" });
    pull.merge("maria");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("deployment");
    const sha = stage.repository.branch("main") ?? "";
    expect(sha).not.toBe(pull.headSha);
    await deploy(pull, { sha });
    expect(await stateOf(relay, pull)).toBe("complete");
  });

  it("of a later commit that contains the merge count as well", async () => {
    const pull = await beginUnder(relay, stage, { rules, state: "handoff_to_releaser" });
    const before = stage.repository.branch("main") ?? "";
    pull.merge("maria");
    await relay.settle();
    await deploy(pull, { sha: before });
    expect(await stateOf(relay, pull)).toBe("deployment");
    await deploy(pull, { sha: stage.repository.push("maria", "main") });
    expect(await stateOf(relay, pull)).toBe("complete");
  });

  it("that succeed while the baton is in the air take it first", async () => {
    const pull = await beginUnder(relay, stage, { rules, state: "handoff_to_releaser" });
    await deploy(pull);
    expect((await handoffsOf(relay, pull)).slice(-2)).toMatchObject([
      { from_state: "handoff_to_releaser", to_state: "deployment" },
      { from_state: "deployment", to_state: "complete" },
    ]);
  });

  it("before the change was verified decide nothing", async () => {
    const pull = await beginUnder(relay, stage, { rules, state: "verification" });
    await deploy(pull);
    expect(await stateOf(relay, pull)).toBe("verification");
  });

  it("are not needed where merging deploys", async () => {
    const merging = "testing: { checks: [] }\ndeployment: { complete-on: merge }";
    const pull = await beginUnder(relay, stage, { rules: merging, state: "handoff_to_releaser" });
    pull.merge("maria");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("complete");
    expect((await eventsOf(relay, pull)).slice(-3).map((event) => event.event_type)).toEqual([
      "merged",
      "stepped",
      "stepped",
    ]);
  });
});
