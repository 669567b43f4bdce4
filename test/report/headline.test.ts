import { describe, expect, it } from "vitest";
import { headline } from "../../src/report/headline.ts";
import { phaseTable } from "../../src/report/phase-table.ts";
import { states } from "../../src/workflow/states.ts";
import { at, doneRecord, omar, workflowIn } from "./sample.ts";

describe("the headline", () => {
  it.each(states)("says in %s where the relay is and how far it got, in words as well", (state) => {
    const text = headline(workflowIn(state, state === "error" ? { errorFrom: "testing" } : {}));
    expect(text).toMatch(/^## \S+ [A-Z].*\n\n.*\.\n\n[🟩🟦🟪🟥⬜]{6} \*\*\d+ %\*\*, \d of 6 phases done$/u);
  });

  it("counts attempts from the second on", () => {
    const record = { ...doneRecord(3), attempts: 3, completedAt: null };
    const workflow = workflowIn("implementation", { phaseRecords: { implementation: record } });
    expect(headline(workflow)).toContain("## 🏃 Implementation, attempt 3\n");
    expect(headline({ ...workflow, phaseRecords: {} })).toContain("## 🏃 Implementation\n");
    expect(headline({ ...workflow, hold: { by: omar, reason: null, at: at(3) } })).toContain(
      "On hold in Implementation, attempt 3",
    );
  });
});

describe("the table of phases", () => {
  it("shows what was done before the records began", () => {
    expect(phaseTable(workflowIn("planning", { phaseRecords: {} }))).toContain(
      "| Discovery | Q Assistant | ✅ done | – | – | – |",
    );
  });
});
