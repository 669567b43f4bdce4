import type { Phase } from "./states.ts";

/** What separation of duties denies to whoever completed the implementation. */
export const judgingPhases: ReadonlySet<Phase> = new Set(["testing", "verification", "deployment"]);
