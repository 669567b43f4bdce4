import { describe, expect, it } from "vitest";
import { parseLabel, requestLabels, stateLabel } from "../../src/report/labels.ts";
import { states } from "../../src/workflow/states.ts";

describe("the labels", () => {
  it.each(states)("show %s, and read back as that state", (state) => {
    const label = stateLabel(state);
    expect(label.name).toBe(`baton: ${state}`);
    expect(parseLabel(label.name)).toEqual({ kind: "state", state });
  });

  it.each(["start", "retry", "hold"] as const)("ask to %s", (kind) => {
    expect(parseLabel(requestLabels[kind].name)).toEqual({ kind });
  });

  it("keep to what GitHub takes: 50 characters of name, 100 of description, six digits of colour", () => {
    for (const { name, color, description } of [...states.map(stateLabel), ...Object.values(requestLabels)]) {
      expect(name.length).toBeLessThanOrEqual(50);
      expect(description.length).toBeLessThanOrEqual(100);
      expect(color).toMatch(/^[0-9a-f]{6}$/);
    }
  });

  it("are read without regard to case, as GitHub compares them", () => {
    expect(parseLabel("Baton: Testing")).toEqual({ kind: "state", state: "testing" });
  });

  it.each(["bug", "baton", "baton: lunch", "batons: testing", "my baton: testing", "baton: constructor"])(
    "are not %s",
    (name) => {
      expect(parseLabel(name)).toBeNull();
    },
  );
});
