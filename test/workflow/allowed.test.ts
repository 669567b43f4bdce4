import { describe, expect, test } from "vitest";
import { allowedIntents } from "../../src/workflow/allowed.ts";
import type { Allowed } from "../../src/workflow/decision.ts";
import type { IntentOf } from "../../src/workflow/intent.ts";
import { states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { anActor, anIntent, at, judge, maintainer, workflowIn } from "./support.ts";

function names(workflow: Workflow): readonly string[] {
  return allowedIntents(workflow).map(({ intent, target }) => (target === null ? intent : `${intent} → ${target}`));
}

const held = { by: maintainer, reason: null, at: at(900) };

describe("what the machine would take", () => {
  test.each([
    ["discovery", ["advance → planning", "fail → error", "cancel", "hold"]],
    ["planning", ["advance → handoff_to_coder", "rollback", "fail → error", "cancel", "hold"]],
    ["handoff_to_tester", ["accept → testing", "advance → testing", "rollback", "fail → error", "cancel", "hold"]],
    [
      "testing",
      ["advance → handoff_to_verifier", "retry → implementation", "rollback", "fail → error", "cancel", "hold"],
    ],
    ["error", ["retry → testing", "rollback", "cancel", "hold"]],
    ["complete", ["start → discovery"]],
  ] as const)("in %s", (state, expected) => {
    expect(names(workflowIn(state))).toEqual(expected);
  });

  test("while held", () => {
    expect(names(workflowIn("testing", { hold: held }))).toEqual(["unhold", "rollback", "fail → error", "cancel"]);
    expect(names(workflowIn("error", { hold: held }))).toEqual(["unhold", "rollback", "cancel"]);
  });

  test("after the merge", () => {
    expect(names(workflowIn("deployment", { mergedAt: at(900) }))).not.toContain("rollback");
  });

  test("once it is cancelled", () => {
    expect(names(workflowIn("testing", { status: "cancelled", cancelledBy: "command" }))).toEqual([
      "start → discovery",
    ]);
  });

  test("is for whom the table says", () => {
    expect(allowedIntents(workflowIn("handoff_to_coder"))).toEqual([
      { intent: "accept", target: "implementation", roles: ["q_assistant", "code_writer"], permission: null },
      { intent: "advance", target: "implementation", roles: ["q_assistant", "code_writer"], permission: null },
      { intent: "rollback", target: null, roles: [], permission: "maintain" },
      { intent: "fail", target: "error", roles: ["q_assistant"], permission: null },
      { intent: "cancel", target: null, roles: [], permission: "maintain" },
      { intent: "hold", target: null, roles: [], permission: "write" },
    ]);
    expect(allowedIntents(workflowIn("error"))[0]).toEqual({
      intent: "retry",
      target: "testing",
      roles: ["test_auditor"],
      permission: "maintain",
    });
  });
});

describe("what is listed as allowed", () => {
  const cases = [...states, "held" as const].flatMap((state) => {
    const workflow = state === "held" ? workflowIn("verification", { hold: held }) : workflowIn(state);
    return allowedIntents(workflow).flatMap((allowed) =>
      whoMay(allowed).map((fields) => ({ state, workflow, allowed, fields })),
    );
  });

  test.each(cases)("in $state is taken: $allowed.intent by $fields", ({ workflow, allowed, fields }) => {
    const by = anActor({ id: 77, permission: "none", ...fields });
    const intent = { ...anIntent(allowed.intent as "advance"), by } as IntentOf<"advance">;
    const decision = judge(workflow, intent);
    expect(decision.outcome).toBe("moved");
    if (decision.outcome === "moved" && allowed.target !== null) {
      expect(decision.workflow.currentState).toBe(allowed.target);
    }
  });
});

function whoMay({ roles, permission }: Allowed): readonly Partial<ReturnType<typeof anActor>>[] {
  const byRole = roles.map((role) => ({ roles: [role] }));
  return permission === null ? byRole : [...byRole, { permission }];
}
