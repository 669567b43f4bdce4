import type { Missing } from "./decision.ts";
import { storable } from "./storable.ts";

/** Something missing as it is kept in an event: JSON that Postgres can hold. */
export function missingAsJson(missing: Missing): Readonly<Record<string, unknown>> {
  return storable(withTimes(missing));
}

function withTimes(missing: Missing): Readonly<Record<string, unknown>> {
  switch (missing.kind) {
    case "settled":
      return { ...missing, at: missing.at.toISOString() };
    case "claim":
      return { ...missing, until: missing.until?.toISOString() ?? null };
    default:
      return missing;
  }
}
