import type { Phase } from "../workflow/states.ts";
import { findNode, offsetOf } from "./find-node.ts";
import { placesIn } from "./places-in.ts";
import type { RulesProblem } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";

/** Says of a JSON Schema that the rules name what is wrong with it, at the place where they name it. `text` is a good file's. */
export function schemaProblem(text: string, phase: Phase, what: string): RulesProblem {
  const file = text.replace(/^\uFEFF/, "");
  const placeOf = placesIn(file);
  const found = findNode(readYaml(file, placeOf).contents, ["handoff-schemas", phase]);
  return {
    ...placeOf(offsetOf(found)),
    path: `handoff-schemas.${phase}`,
    message: `handoff-schemas.${phase} names a file that cannot be used: ${what}.`,
    suggestion: null,
  };
}
