import { describe, expect, test } from "vitest";
import { aPolicy, anActor, anIntent, maintainer, move, refusalOf, workflowIn } from "../support.ts";

describe("reload", () => {
  const workflow = workflowIn("testing", { rulesDigest: "old" });
  const policy = aPolicy({ limits: { retries: 2 } });
  const intent = anIntent("reload", { by: maintainer });

  test("gives the workflow the rules of now and leaves it where it is", () => {
    const { workflow: after, first } = move(workflow, intent, { policy, rulesDigest: "new" });
    expect(after).toMatchObject({ currentState: "testing", stateSeq: workflow.stateSeq, policy, rulesDigest: "new" });
    expect(first.handoff).toBeNull();
    expect(first.event).toMatchObject({
      type: "reloaded",
      data: { state: "testing", rules: "new", rules_before: "old" },
    });
    expect(move(workflow, intent, { policy }).workflow.rulesDigest).toBeNull();
  });

  test("is for whoever maintains the repository", () => {
    expect(refusalOf(workflow, anIntent("reload", { by: anActor({ permission: "write" }) }))).toEqual([
      "not_permitted",
      { kind: "permission", least: "maintain" },
    ]);
  });

  test("is refused while the rules of now cannot be taken", () => {
    expect(refusalOf(workflow, intent, { rulesAreBroken: true })).toEqual(["rules_broken"]);
  });
});
