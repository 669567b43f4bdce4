import { describe, expect, test } from "vitest";
import { handoffStates, nextState, stateFacts, states } from "../../../src/workflow/states.ts";
import {
  aPull,
  anIntent,
  goodEvidence,
  holderOf,
  maintainer,
  move,
  otherHead,
  refusalOf,
  workflowIn,
} from "../support.ts";

describe("accept", () => {
  test.each(handoffStates)("takes the baton in %s, for giver and receiver", (state) => {
    const { holder, nextRole } = stateFacts[state];
    for (const role of [holder, nextRole]) {
      const { workflow, first } = move(workflowIn(state), anIntent("accept", { by: holderOf(role), notes: "mine" }));
      expect(workflow.currentState).toBe(nextState(state));
      expect(first.handoff).toMatchObject({ kind: "step", fromRole: holder, toRole: nextRole, notes: "mine" });
    }
  });

  test.each(handoffStates)("in %s is for nobody else", (state) => {
    const { holder, nextRole } = stateFacts[state];
    expect(refusalOf(workflowIn(state), anIntent("accept", { by: maintainer }))).toEqual([
      "not_your_role",
      { kind: "role", oneOf: [holder, nextRole] },
    ]);
  });

  test.each(states.filter((state) => !state.startsWith("handoff") && state !== "complete"))(
    "in %s has nothing to take",
    (state) => {
      expect(refusalOf(workflowIn(state), anIntent("accept"))).toEqual([
        "wrong_state",
        { kind: "state", expected: state },
      ]);
    },
  );

  test.each([{ notes: "done" }, {}])("takes no result along: %j", (result) => {
    expect(refusalOf(workflowIn("handoff_to_coder"), anIntent("accept", { result }))).toEqual(["result_in_handoff"]);
  });

  test("is refused while a push was read but not applied", () => {
    const evidence = { ...goodEvidence, pull: aPull({ headSha: otherHead }) };
    expect(refusalOf(workflowIn("handoff_to_verifier"), anIntent("accept"), { evidence })[0]).toBe("wrong_head");
    expect(move(workflowIn("handoff_to_coder"), anIntent("accept"), { evidence }).workflow.currentState).toBe(
      "implementation",
    );
  });
});
