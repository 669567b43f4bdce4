import type { Missing } from "./decision.ts";
import { storable } from "./storable.ts";

/** Something missing as it is kept in an event: JSON that Postgres can hold. */
export function missingAsJson(missing: Missing): Readonly<Record<string, unknown>> {
  return storable(missing.kind === "settled" ? { ...missing, at: missing.at.toISOString() } : missing);
}
