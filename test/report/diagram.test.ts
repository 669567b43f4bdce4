import { describe, expect, it } from "vitest";
import { diagram } from "../../src/report/diagram.ts";
import { states } from "../../src/workflow/states.ts";
import { workflowIn } from "./sample.ts";

const linesOf = (...given: Parameters<typeof workflowIn>) =>
  diagram(workflowIn(...given))
    .split("\n")
    .map((line) => line.trim());

describe("the diagram", () => {
  it.each(states)("marks %s and nothing else as current", (state) => {
    const lines = linesOf(state, state === "error" ? { errorFrom: "testing" } : {});
    expect(lines.filter((line) => line.endsWith(" current"))).toEqual([`class ${state} current`]);
  });

  it("declares every state that it has an arrow for", () => {
    for (const state of states) {
      const lines = linesOf(state, state === "error" ? { errorFrom: "verification" } : {});
      const declared = lines.flatMap((line) => /^state "[^"]+" as (\w+)$/.exec(line)?.[1] ?? []);
      const arrows = lines.flatMap((line) => /^(\S+) --> (\w+|\[\*\])(?:: \w+)?$/.exec(line)?.slice(1) ?? []);
      expect(new Set(arrows)).toEqual(new Set([...declared, "[*]"]));
    }
  });

  it("shows in error the way into it and the way out again", () => {
    const lines = linesOf("error", { errorFrom: "handoff_to_verifier" });
    expect(lines).toContain("handoff_to_verifier --> error: fail");
    expect(lines).toContain("error --> testing: recover");
    expect(lines).toContain(
      "class discovery,planning,handoff_to_coder,implementation,handoff_to_tester,testing behind",
    );
  });

  it("has no number sign, which would be taken for a reference in e-mail", () => {
    for (const state of states) expect(linesOf(state).join("\n")).not.toContain("#");
  });
});
