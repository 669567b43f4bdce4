import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { rulesJsonSchema } from "../../src/rules/json-schema.ts";
import { parseRules } from "../../src/rules/parse-rules.ts";
import { full } from "./full.ts";

const isByEditor = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(rulesJsonSchema());

const role = (text: string) => `roles: { code_writer: ${text} }`;

/** A value of the rules that anything may be put in place of. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

describe("the JSON Schema for editors", () => {
  it("is the one in docs/baton.schema.json (npx tsx scripts/write-rules-schema.ts writes it)", async () => {
    expect(JSON.parse(await readFile("docs/baton.schema.json", "utf8"))).toEqual(rulesJsonSchema());
  });

  it("says of every key what it does", () => {
    const undescribed: string[] = [];
    const look = (schema: unknown, path: string) => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [key, inner] of Object.entries(schema)) {
        if (key === "not" || key === "allOf") continue;
        if (key === "properties") {
          for (const [name, each] of Object.entries(inner as Record<string, { description?: string }>)) {
            if (each.description === undefined) undescribed.push(`${path}.${name}`);
          }
        }
        look(inner, `${path}.${key}`);
      }
    };
    look(rulesJsonSchema(), "");
    expect(undescribed).toEqual([]);
  });

  it.each([
    "{}",
    full,
    "start: label",
    role("{ call: {} }"),
    role("{ apps: [a], call: { mention: true } }"),
    role("{ users: [a], teams: [], call: { request-review: true } }"),
    "testing: { checks: [a, { name: b }] }",
    "deployment: { complete-on: merge }",
    "deployment: { environment: e, complete-on: deployment }",
    "limits: { phase-hours: { testing: 0.25 } }",
  ])("takes what Baton takes: %s", (text) => {
    expect(parseRules(text).ok).toBe(true);
    expect(isByEditor(parse(text))).toBe(true);
  });

  it.each([
    "[]",
    "strat: manual",
    "start: open",
    "testing: ~",
    role("{ users: maria }"),
    role("{ users: ['@maria'] }"),
    role("{ teams: [acme] }"),
    role("{ apps: ['a[bot]'] }"),
    role("{ actions: [a/b.yml] }"),
    role("{ call: { mention: true } }"),
    role("{ users: [], call: { mention: true } }"),
    role("{ apps: [a], call: { request-review: true } }"),
    role("{ users: [a], call: { mention: true, request-review: false } }"),
    "testing: { checks: build }",
    "testing: { checks: ['!lint'] }",
    "testing: { checks: ['*a*b*c*d*'] }",
    "testing: { checks: [{ app: a }] }",
    "testing: { checks: [{ name: a, extra: b }] }",
    "testing: { settle-seconds: 1.5 }",
    "deployment: { complete-on: deployment }",
    "limits: { phase-hours: { testing: 0 } }",
    "limits: { phase-hours: { test: 1 } }",
    "handoff-schemas: { planning: .github/../a.json }",
    "separation-of-duties: yes",
  ])("refuses what Baton refuses: %s", (text) => {
    expect(parseRules(text).ok).toBe(false);
    expect(isByEditor(parse(text))).toBe(false);
  });

  it("is of one mind with Baton about any file with something exchanged, added or left out", () => {
    const example = parse(full) as Json;
    const names = [...full.matchAll(/[\w-]+(?=:)/g)].map(([name]) => name);
    const strings = fc.constantFrom(
      "all",
      "a",
      "a/b",
      "a.yml",
      ".github/a.json",
      "*",
      "retry",
      "merge",
      "",
      " a",
      "a[bot]",
      "@a",
    );
    const value = fc.oneof(
      fc.constantFrom<Json>(null, true, false, 0, 1, 0.5, -1, 51, 9999, 1e300, [], {}),
      strings,
      fc.array(strings, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), strings, { maxKeys: 2 }),
    );
    const step = fc.tuple(fc.nat(), fc.constantFrom("exchange", "add", "leave out"), fc.constantFrom(...names), value);
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), (steps) => {
        const changed = steps.reduce((json, [seed, how, name, by]) => change(json, { seed, how, name, by }), example);
        const parsed = parseRules(stringify(changed));
        verdicts.add(parsed.ok);
        expect(isByEditor(changed), JSON.stringify({ changed, parsed })).toBe(parsed.ok);
      }),
      { numRuns: 1000 },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });
});

interface Change {
  readonly seed: number;
  readonly how: string;
  readonly name: string;
  readonly by: Json;
}

/** Walks down by the seed's digits, and changes what it comes to. */
function change(json: Json, { seed, how, name, by }: Change): Json {
  if (typeof json !== "object" || json === null || Object.keys(json).length === 0) return by;
  const keys = Object.keys(json);
  const key = keys[seed % keys.length]!;
  const rest = Math.floor(seed / keys.length);
  const copy = structuredClone(json) as Record<string, Json>;
  const goOn = rest % 3 !== 0;
  if (goOn) copy[key] = change(copy[key]!, { seed: Math.floor(rest / 3), how, name, by });
  else if (how === "exchange") copy[key] = by;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (how === "add") copy[name] = by;
  else delete copy[key];
  return copy;
}
