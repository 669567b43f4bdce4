import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptPartNames, promptParts } from "../../src/prompts/prompt-parts.ts";
import { renderRolePrompt, unknownParts } from "../../src/prompts/render-role-prompt.ts";
import { resultContract } from "../../src/prompts/result-contract.ts";
import { roleTexts } from "../../src/prompts/role-texts.ts";
import { parsePhaseResult, phaseResultSchemas, verdictKeys } from "../../src/workflow/phase-results.ts";
import { roles, type Role } from "../../src/workflow/roles.ts";
import { phases, stateFacts } from "../../src/workflow/states.ts";
import { hostile } from "../report/hostile.ts";
import { jsonBlocks, shellBodies } from "./blocks.ts";

const promptOf = (role: Role, own: string | null = null) => renderRolePrompt({ role, own, schemas: {} });

describe("the prompt of a role", () => {
  it.each(roles)("of the %s reads as a person would have it", async (role) => {
    await expect(promptOf(role)).toMatchFileSnapshot(`snapshots/${role}.txt`);
  });

  it("has a part for each phase that the role holds, and no other", () => {
    for (const role of roles) {
      const own = phases.filter((phase) => stateFacts[phase].holder === role);
      expect(roleTexts[role].phases.map(({ phase }) => phase)).toEqual(own);
    }
  });

  it.each([
    ["q_assistant", ["components", "testing strategy", "risks"]],
    ["test_auditor", ["Coverage", "80 %", "Edge cases", "Error paths"]],
    ["verification_overseer", ["Security", "Performance", "Architecture", "Documentation", "Monitoring"]],
    ["release_manager", ["Pre-checks", "Smoke tests", "Rollback plan"]],
  ] as const)("of the %s has the checklists of its work", (role, titles) => {
    const { checklists } = promptParts(role, {});
    for (const title of titles) expect(checklists).toContain(title);
  });

  it("shows calls whose arguments are the same over MCP and over HTTP", () => {
    for (const role of roles) {
      const tools = jsonBlocks(promptOf(role)).map(({ workflow_id, ...fields }) => {
        expect(workflow_id).toBe("WORKFLOW_ID");
        return fields;
      });
      const withBody = tools.filter((fields) => Object.keys(fields).length > 0);
      expect(shellBodies(promptOf(role))).toEqual(withBody);
      expect(withBody.length).toBeGreaterThan(1);
    }
  });

  it("shows results that Baton takes, with every key that it knows", () => {
    for (const { phase, example } of roles.flatMap((role) => roleTexts[role].phases)) {
      expect(parsePhaseResult(phase, example)).toEqual({ ok: true, result: example });
      expect(Object.keys(example)).toEqual(Object.keys(phaseResultSchemas[phase].shape));
      const verdict = verdictKeys[phase];
      if (verdict !== undefined) expect(example[verdict]).toBe(true);
    }
  });
});

describe("what a result must contain", () => {
  it("is told by the schema that checks it", () => {
    for (const phase of phases) {
      const told = resultContract(phase, null);
      for (const [key, schema] of Object.entries(phaseResultSchemas[phase].shape)) {
        expect(told).toMatch(new RegExp(`^- \`${key}\` \\(.+\\): ${schema.description ?? "false refuses"}`, "m"));
      }
    }
    expect(resultContract("testing", null)).toContain(
      "- `test_coverage` (a number from 0 to 100 or text): Coverage in percent, 0 to 100, or in words",
    );
    expect(resultContract("planning", null)).toContain("- `plan` (text, a list or an object):");
  });

  it("is also what the repository's own JSON Schema says", () => {
    const schema = { type: "object", required: ["plan"], description: "```\nnot the end" };
    const path = ".github/baton/planning.schema.json";
    const prompt = renderRolePrompt({ role: "q_assistant", own: null, schemas: { planning: { path, schema } } });
    const [, shown = ""] = /````json\n([\s\S]*?)\n````/.exec(prompt) ?? [];
    expect(JSON.parse(shown)).toEqual(schema);
    expect(prompt).toContain(`satisfy the JSON Schema in \`${path}\``);
  });

  it("names the file of a JSON Schema that is too long to be shown", () => {
    const schema = { description: "x".repeat(30_000) };
    const told = resultContract("planning", { path: "long.json", schema });
    expect(told.length).toBeLessThan(2000);
    expect(told).toContain("`long.json`. It is too long to be shown here; read it there");
  });
});

describe("a repository's own prompt", () => {
  it("replaces Baton's", () => {
    expect(promptOf("code_writer", "Write Haskell.\n")).toBe("Write Haskell.\n");
  });

  it("extends it where a line says so", () => {
    const prompt = promptOf("code_writer", "First read docs/style.md.\r\n\r\n  {{ default }}\r\n\r\nNever on Fridays.");
    expect(prompt).toBe(
      `First read docs/style.md.\r\n\r\n${promptOf("code_writer").trimEnd()}\n\r\nNever on Fridays.\n`.replace(
        "\n\r\nNever",
        "\n\r\nNever",
      ),
    );
  });

  it("takes over the parts that it names", () => {
    const parts = promptParts("test_auditor", {});
    for (const name of promptPartNames) {
      expect(promptOf("test_auditor", `Mine.\n{{${name}}}\nEnd.`)).toBe(`Mine.\n${parts[name]}\nEnd.\n`);
    }
  });

  it("is not there when it is empty", () => {
    expect(promptOf("code_writer", " \n\n")).toBe(promptOf("code_writer"));
  });

  it("keeps what is no placeholder, and what names no part is found", () => {
    const own = "Use {{ default }} in a sentence.\n{{ defualt }}\n{{ toString }}\n{{ result }}\n{{ default }}";
    expect(unknownParts(own)).toEqual(["defualt", "toString"]);
    expect(promptOf("code_writer", own)).toMatch(
      /^Use \{\{ default \}\} in a sentence\.\n\{\{ defualt \}\}\n\{\{ toString \}\}\n## /,
    );
  });

  it("stays as it was written wherever it has no placeholder", () => {
    fc.assert(
      fc.property(hostile, (own) => {
        fc.pre(!own.includes("{{") && own.trim() !== "");
        expect(promptOf("release_manager", own)).toBe(`${own.trim()}\n`);
      }),
    );
  });
});
