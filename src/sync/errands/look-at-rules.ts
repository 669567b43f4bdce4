import { takeRules } from "../../orchestrator/take-rules.ts";
import type { Errand } from "../../signals/errand.ts";
import { wantReports } from "../../store/want-reports.ts";
import type { SyncContext } from "../context.ts";
import { knownByNow } from "./known-by-now.ts";

/**
 * Reads a repository's rules as they are on its default branch now, so that a broken file is known before it matters. Open
 * relays keep the rules that they are pinned to, and their reports tell of the trouble, or no longer.
 */
export async function lookAtRules(context: SyncContext, { repository }: Extract<Errand, { kind: "rules" }>) {
  const { world } = context;
  const known = await knownByNow(context, repository.id);
  // Where nobody ever spoke to Baton there is nothing to note it for: the first start reads them.
  if (known?.access !== "granted") return;
  const { trouble } = await takeRules(world, known);
  if (trouble !== null || known.rulesProblem !== null) await wantReports(world.db, known.id);
}
