import { describe, expect, it } from "vitest";
import { deadlineText } from "../../src/report/deadline-text.ts";
import { nextStep } from "../../src/report/next-step.ts";
import { at, inputOf, omar, withPolicy, workflowIn } from "./sample.ts";

const policy = withPolicy({ limits: { phaseHours: { planning: 4 } } });

describe("the time that is left for a phase", () => {
  it("is told by the moment at which it ends, so that the text stays true", () => {
    expect(deadlineText(workflowIn("planning", { policy }))).toMatchInlineSnapshot(
      `"⏳ There is time **until 2026-03-01 13:15 UTC**: this repository allows 4 h for the phase, time on hold not counted. After that the relay ends in error."`,
    );
  });

  it("is told as a length of time while the relay is on hold", () => {
    const hold = { by: omar, reason: null, at: at(4) };
    expect(deadlineText(workflowIn("planning", { policy, hold }))).toMatchInlineSnapshot(
      `"⏳ The clock of the phase stands, with **3 h 15 min** left."`,
    );
  });

  it("is not told where nothing limits it", () => {
    expect(deadlineText(workflowIn("planning"))).toBe("");
    expect(deadlineText(workflowIn("planning", { hold: { by: omar, reason: null, at: at(4) } }))).toBe("");
  });

  it("stands in what happens next", () => {
    expect(nextStep(inputOf(workflowIn("planning", { policy })), 500)).toContain("until 2026-03-01 13:15 UTC");
    const held = workflowIn("planning", { policy, hold: { by: omar, reason: null, at: at(4) } });
    expect(nextStep(inputOf(held), 500)).toContain("3 h 15 min");
  });
});
