import { describe, expect, test } from "vitest";
import { gateStanding } from "../../src/workflow/gate.ts";
import { states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { aPolicy, at, failedIn, head, maintainer, otherHead, workflowIn } from "./support.ts";

const hold = { by: maintainer, reason: null, at: at(1) };

describe("the gate", () => {
  test("lets through what is past its phase, on its head", () => {
    const passed = states.filter((state) => state !== "error" && gateStanding(workflowIn(state), head) === "passed");
    expect(passed).toEqual(["handoff_to_releaser", "deployment", "complete"]);
    expect(gateStanding(workflowIn("testing", { policy: { ...aPolicy(), gate: "implementation" } }), head)).toBe(
      "passed",
    );
  });

  test.each<[string, Workflow, string]>([
    ["waiting", workflowIn("verification"), head],
    ["held", workflowIn("deployment", { hold }), head],
    ["error", failedIn("deployment"), head],
    ["newer_commits", workflowIn("complete"), otherHead],
    ["cancelled", workflowIn("deployment", { status: "cancelled", cancelledBy: "command" }), head],
  ])("keeps out what is %s", (standing, workflow, sha) => {
    expect(gateStanding(workflow, sha)).toBe(standing);
  });
});
