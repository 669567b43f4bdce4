import { describe, expect, it } from "vitest";
import { renderTurn } from "../../src/report/render-turn.ts";
import { phases, states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { at, omar, withPolicy, workflowIn } from "./sample.ts";

const again = (workflow: Workflow): Workflow => ({
  ...workflow,
  phaseRecords: Object.fromEntries(
    Object.entries(workflow.phaseRecords).map(([phase, record]) => [phase, { ...record, attempts: 2 }]),
  ),
});

const byMachines = (role: string) => withPolicy({ roles: { [role]: { accept: "automatic" } } });

describe("a comment of its own", () => {
  it.each(phases)("is not needed in %s where somebody took the baton", (phase) => {
    expect(renderTurn(workflowIn(phase))).toBeNull();
  });

  it("is not needed where a machine takes the baton, nor while checks test", () => {
    expect(renderTurn(workflowIn("handoff_to_tester"))).toBeNull();
    expect(renderTurn(again(workflowIn("testing")))).toBeNull();
  });

  it.each(states.filter((state) => state !== "complete"))(
    "is not needed in %s while it is on hold or cancelled",
    (state) => {
      const error = state === "error" ? ({ errorFrom: "testing" } as const) : {};
      expect(renderTurn(workflowIn(state, { ...error, hold: { by: omar, reason: null, at: at(1) } }))).toBeNull();
      expect(renderTurn(workflowIn(state, { ...error, status: "cancelled", cancelledBy: "command" }))).toBeNull();
    },
  );

  it("calls the receiver of a handoff", () => {
    expect(renderTurn(workflowIn("handoff_to_coder"))).toMatchInlineSnapshot(`
      "### 🤝 Code Writer, the baton comes to you

      The Q Assistant is done. Comment \`/accept\` to take over. The status comment further up has the details."
    `);
  });

  it("calls for what an agent took on and let lie", () => {
    expect(renderTurn({ ...workflowIn("implementation"), lapses: 1 })).toMatch(
      /^### 🏃 Code Writer, the work is free again\n\nWhoever had taken Implementation on was not heard of in time[.] /,
    );
  });

  it("calls who gets the work back", () => {
    expect(renderTurn(again(workflowIn("implementation")))).toMatchInlineSnapshot(`
      "### 🏃 Code Writer, the work is back with you

      It is the 2nd attempt at Implementation. Why it came back stands in the status comment further up."
    `);
  });

  it("calls a role for which Baton took the baton", () => {
    const policy = byMachines("verification_overseer");
    expect(renderTurn(workflowIn("verification", { policy }))).toMatchInlineSnapshot(`
      "### 🏃 Verification Overseer, it is your turn

      **Verification Overseer**: look over the change and decide whether it may be released. The status comment further up has the details."
    `);
  });

  it("calls a tester who is a person, when the work is tested again", () => {
    const policy = withPolicy({ roles: { test_auditor: { accept: "manual", call: null } } });
    expect(renderTurn(again(workflowIn("testing", { policy })))).toContain("Test Auditor, the work is back with you");
  });

  it("calls for a phase that has no record", () => {
    const policy = byMachines("release_manager");
    expect(renderTurn(workflowIn("deployment", { policy, phaseRecords: {} }))).toContain(
      "Release Manager, it is your turn",
    );
  });

  it("tells of an error, why, and how to go on", () => {
    const error = workflowIn("error", { errorFrom: "handoff_to_verifier", errorReason: "@all burned\ndown" });
    expect(renderTurn(error)?.replaceAll("\u200B", "‸")).toMatchInlineSnapshot(`
      "### 🔴 The relay failed in Testing

      > @‸all burned
      > down

      Once what went wrong is put right, the Test Auditor, or anyone with maintain or admin access, comments \`/retry\` to take up Testing again. The status comment further up has the details."
    `);
  });

  it("tells of an error for which nobody gave a reason", () => {
    expect(renderTurn(workflowIn("error", { errorFrom: "planning" }))).toContain("Nobody said why.");
  });

  it.each([
    ["merged_early", "> The pull request was merged before it was verified."],
    ["retry_limit_reached", "> The work was sent back more often than this repository allows."],
    ["phase_took_too_long", "> The phase took longer than this repository allows."],
    ["constructor", "> constructor"],
  ])("puts the reason %s into words", (errorReason, shown) => {
    expect(renderTurn(workflowIn("error", { errorFrom: "testing", errorReason }))).toContain(shown);
  });

  it("celebrates the end", () => {
    expect(renderTurn(workflowIn("complete"))).toMatchInlineSnapshot(`
      "### 🎉 The build is complete

      All six phases are done, 2 h 30 min after the start: every phase at the first attempt. The status comment further up has the details."
    `);
  });

  it("counts no attempt where none was recorded", () => {
    expect(renderTurn(workflowIn("complete", { phaseRecords: {} }))).toContain("0 attempts in all. ");
  });

  it.each([
    [0, "12 attempts in all. "],
    [1, "12 attempts in all, sent back once"],
    [3, "12 attempts in all, sent back 3 times"],
  ])("counts what was sent back %i times", (retries, shown) => {
    expect(renderTurn(again(workflowIn("complete", { retries })))).toContain(shown);
  });

  it.each([
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [12, "12th"],
    [21, "21st"],
  ])("counts %i attempts in words", (attempts, shown) => {
    const record = { attempts, elapsedMs: 0, enteredAt: at(1), completedAt: null, completedBy: null };
    const workflow = workflowIn("implementation", { phaseRecords: { implementation: record } });
    expect(renderTurn(workflow)).toContain(`It is the ${shown} attempt at Implementation.`);
  });
});
