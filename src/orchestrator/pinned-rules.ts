import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Database } from "../store/database.ts";
import { loadRuleSnapshot } from "../store/rule-snapshots.ts";
import type { StoredWorkflow } from "../store/workflow-row.ts";

/** The rules that a workflow was pinned to; null where there is none, and where it began without a file. */
export async function pinnedRules(db: Database, stored: StoredWorkflow | null): Promise<RuleSnapshot | null> {
  const digest = stored?.workflow.rulesDigest ?? null;
  return digest === null ? null : loadRuleSnapshot(db, digest);
}
