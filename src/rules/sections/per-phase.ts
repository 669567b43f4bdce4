import type { z } from "zod";
import type { Phase } from "../../workflow/states.ts";
import { section } from "../values.ts";

/** One optional entry for each phase. */
export function perPhase<Value extends z.ZodType>(value: Value) {
  return section({
    discovery: value.optional(),
    planning: value.optional(),
    implementation: value.optional(),
    testing: value.optional(),
    verification: value.optional(),
    deployment: value.optional(),
  } satisfies Record<Phase, z.ZodType>);
}
