import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  openRepository,
  outcomesOf,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  type Stage,
} from "../support/stage.ts";

const rules = `
handoff-schemas:
  planning: .github/baton/planning.schema.json
  implementation: .github/baton/implementation.schema.json
  testing: .github/baton/testing.schema.json
`;

const planning = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["plan"],
  properties: {
    plan: { type: "array", minItems: 1, items: { $ref: "#/$defs/step" } },
    success_criteria: { type: "array" },
  },
  $defs: { step: { type: "object", required: ["title"], properties: { size: { enum: ["S", "M"] } } } },
};

/** Backtracks for ages on a text that almost matches. */
const hostile = {
  $schema: "http://json-schema.org/draft-07/schema#",
  properties: { code: { type: "string", pattern: "^(a+)+$" } },
};

const files = {
  ".github/baton.yml": rules,
  ".github/baton/planning.schema.json": JSON.stringify(planning),
  ".github/baton/implementation.schema.json": JSON.stringify(hostile),
  ".github/baton/testing.schema.json": JSON.stringify({ required: ["coverage_report"] }),
};

const withResult = (command: string, result: unknown): string =>
  `${command}\n\n\`\`\`json\n${JSON.stringify(result)}\n\`\`\``;

describe("a repository's JSON Schemas for results", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay, "acme", files);
  });
  afterAll(() => relay.close());

  const begin = async (commands: string) => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", `/start\n${commands}`);
    return pull;
  };

  it("refuse what does not match, and the reply says where and what was expected", async () => {
    const pull = await begin("/advance");
    const id = await stage.say(
      pull,
      "maria",
      withResult("/advance", { plan: [{ title: "Form", size: "@everyone" }, {}], success_criteria: "it works" }),
    );
    expect(reactionsTo(pull, id)).toEqual(["confused"]);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "invalid_result" });
    const reply = (ownComments(pull, "reply").at(-1) ?? "").replaceAll("\u200B", "").replaceAll("\\", "");
    expect(reply).toContain('In the result, at /plan/0/size: must be one of "S", "M".');
    expect(reply).toContain('In the result, at /plan/1: must have the key "title".');
    expect(reply).toContain("In the result, at /success_criteria: must be array.");
  });

  it("demand a result where none is given, and take what matches", async () => {
    const pull = await begin("/advance\n/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(ownComments(pull, "reply").at(-1)).toContain('at the top: must have the key "plan"');
    await stage.say(pull, "maria", withResult("/advance --force", {}));
    expect(await stateOf(relay, pull)).toBe("planning");
    await stage.say(pull, "maria", withResult("/advance", { plan: [{ title: "Form", size: "S" }] }));
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("ask nothing of who has no say, nor of what GitHub shows by itself", async () => {
    const pull = await begin("/advance");
    await stage.say(pull, "rita", withResult("/advance", {}));
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "not_your_role" });
    await stage.say(pull, "maria", `${withResult("/advance", { plan: [{ title: "Form" }] })}\n\n/accept\n/advance`);
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "maria", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "invalid_result" });
    stage.check(pull, "build", "success");
    await relay.settle();
    await relay.pass(15_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that never end are given up after a second, which refuses the result and keeps nothing else up", async () => {
    const stuck = await begin(`/advance\n${withResult("/advance", { plan: [{ title: "Form" }] })}\n\n/accept`);
    expect(await stateOf(relay, stuck)).toBe("implementation");
    const other = stage.openPull();
    const began = performance.now();
    stuck.comment("maria", withResult("/advance", { code: `${"a".repeat(40)}!` }));
    other.comment("maria", "/start");
    await relay.settle();
    expect(performance.now() - began).toBeGreaterThan(1_000);
    expect(await stateOf(relay, stuck)).toBe("implementation");
    expect(ownComments(stuck, "reply").at(-1)).toContain(
      "could not be checked, because the JSON Schema of this repository takes too long with it",
    );
    expect(await stateOf(relay, other)).toBe("discovery");
    await stage.say(stuck, "maria", withResult("/advance", { code: "aaa" }));
    expect(await stateOf(relay, stuck)).toBe("testing");
  });

  it("that cannot be used break the rules file, which says why", async () => {
    const broken = openRepository(relay, "acme", {
      ...files,
      ".github/baton/planning.schema.json": JSON.stringify({ $ref: "https://example.com/plan.json" }),
      ".github/baton/testing.schema.json": JSON.stringify({ type: "nothing" }),
    });
    const pull = broken.openPull();
    await broken.say(pull, "maria", "/start\n/advance\n/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    const shown = statusComment(pull).replaceAll("\u200B", "").replaceAll("\\", "");
    expect(shown).toMatch(
      /line 3, column 13: .*planning.schema.json refers to https:\/\/example.com\/plan.json, which is not in it/,
    );
    expect(shown).toMatch(/line 5, column 12: .*testing.schema.json is no valid JSON Schema/);
  });
});
