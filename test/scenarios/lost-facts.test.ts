import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { beginUnder } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, workflowOf, type Stage } from "../support/stage.ts";

const rules = `
testing: { checks: [] }
deployment: { environment: production, complete-on: deployment }
`;

const withApprovals = `${rules}verification: { approvals: 1 }\n`;

const withChecks = rules.replace("checks: []", "checks: [build], settle-seconds: 0");

/** What happens on GitHub while no webhook but those of comments arrives, and where the relay has to end all the same. */
interface Story {
  readonly state: Parameters<typeof beginUnder>[2]["state"];
  readonly rules?: string;
  /** What Maria says once it is there, and the state that leads to where it is another. */
  readonly said?: string;
  readonly stands?: string;
  readonly happens: (pull: PullDriver, stage: Stage) => void;
  readonly ends: Readonly<Record<string, unknown>>;
}

const stories: Readonly<Record<string, Story>> = {
  "checks that pass": {
    state: "testing",
    rules: withChecks,
    happens: (pull, stage) => stage.check(pull, "build", "success"),
    ends: { current_state: "handoff_to_verifier" },
  },
  "checks that fail": {
    state: "testing",
    rules: withChecks,
    happens: (pull, stage) => stage.check(pull, "build", "failure"),
    ends: { current_state: "implementation", retries: 1 },
  },
  "an approval": {
    state: "verification",
    rules: withApprovals,
    happens: (pull) => void pull.review("omar", "approved"),
    ends: { current_state: "handoff_to_releaser" },
  },
  "a request for changes": {
    state: "handoff_to_verifier",
    rules: withApprovals,
    happens: (pull) => void pull.review("omar", "changes_requested", "No."),
    ends: { current_state: "implementation", retries: 1 },
  },
  "a deployment": {
    state: "handoff_to_releaser",
    happens: (pull, stage) =>
      void stage.repository.deploy({ sha: pull.headSha, environment: "production", state: "success" }),
    ends: { current_state: "complete", status: "complete" },
  },
  "a deployment that fails": {
    state: "deployment",
    happens: (pull, stage) =>
      void stage.repository.deploy({ sha: pull.headSha, environment: "production", state: "failure" }),
    ends: { current_state: "error", error_from: "deployment" },
  },
  "a push": {
    state: "verification",
    happens: (pull) => void pull.push("chen"),
    ends: { current_state: "testing" },
  },
  "another base": {
    state: "deployment",
    happens: (pull, stage) => {
      stage.repository.push("maria", "release");
      pull.changeBase("maria", "release");
    },
    ends: { current_state: "testing", base_ref: "release" },
  },
  "a close": {
    state: "implementation",
    happens: (pull) => {
      pull.close("chen");
    },
    ends: { status: "cancelled", cancelled_by: "closed" },
  },
  "a merge, and the deployment of what others merged after it": {
    state: "handoff_to_releaser",
    happens: (pull, stage) => {
      pull.merge("maria");
      const sha = stage.repository.push("maria", "main");
      stage.repository.deploy({ sha, environment: "production", state: "success" });
    },
    ends: { current_state: "complete", status: "complete" },
  },
  "a merge of what nobody verified": {
    state: "implementation",
    happens: (pull) => {
      pull.merge("maria");
    },
    ends: { current_state: "error", error_reason: "merged_early" },
  },
  "a draft that becomes ready after its approval": {
    state: "verification",
    rules: withApprovals,
    happens: (pull) => {
      pull.draft("chen");
      pull.review("omar", "approved");
      pull.ready("chen");
    },
    ends: { current_state: "handoff_to_releaser" },
  },
  "a close while it is on hold": {
    state: "implementation",
    said: "/hold",
    happens: (pull) => pull.close("chen"),
    ends: { status: "cancelled", cancelled_by: "closed" },
  },
  "a merge in error": {
    state: "verification",
    said: "/fail it is broken",
    stands: "error",
    happens: (pull) => pull.merge("maria"),
    ends: { current_state: "error", merged_at: expect.any(Date) as Date },
  },
};

describe("where no webhook arrives but those of comments", () => {
  let relay: Relay;
  const pulls = new Map<string, PullDriver>();
  const before = new Map<string, string | null>();
  beforeAll(async () => {
    relay = await startRelay();
    const stage = openRepository(relay);
    relay.sandbox.deliveries.pause(({ event }) => event !== "issue_comment");
    for (const [name, story] of Object.entries(stories)) {
      const pull = await beginUnder(relay, stage, { rules: story.rules ?? rules, state: story.state });
      if (story.said !== undefined) await stage.say(pull, "maria", story.said);
      story.happens(pull, stage);
      pulls.set(name, pull);
    }
    await relay.settle();
    for (const [name, pull] of pulls) before.set(name, await stateOf(relay, pull));
    // In the tenth minute everything is looked at; what was just begun then is looked at again a little later.
    for (const ms of [9 * 60_000, 30_000, 30_000]) await relay.pass(ms);
  });
  afterAll(() => relay.close());

  it.each(Object.entries(stories))(
    "%s is seen within ten minutes, and the relay ends where it should",
    async (name, story) => {
      const pull = pulls.get(name);
      if (pull === undefined) throw new Error("The story was not played.");
      expect(before.get(name)).toBe(story.stands ?? story.state);
      expect(await workflowOf(relay, pull)).toMatchObject(story.ends);
    },
  );

  it("a reopening is seen within ten minutes as well, and the relay goes on where it was", async () => {
    const pull = pulls.get("a close");
    if (pull === undefined) throw new Error("The story was not played.");
    pull.reopen("chen");
    for (const ms of [9 * 60_000, 60_000]) await relay.pass(ms);
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "implementation" });
  });
});
