import { movesByTimeAt } from "../workflow/facts/fact-of-time.ts";
import type { Claim, Workflow } from "../workflow/workflow.ts";
import { query, type Database } from "./database.ts";
import { toJsonb } from "./storable.ts";

/**
 * Keeps what was heard of whoever has a claim. No change of the workflow: its version stays, and nothing is judged anew.
 * Where the workflow was changed meanwhile, time is not to move it later than that change said. Returns false where the claim is
 * no longer the workflow's.
 */
export async function renewClaim(db: Database, workflow: Workflow, { fence, expiresAt }: Claim): Promise<boolean> {
  const movesAt = movesByTimeAt(workflow);
  const rows = await query<{ id: string }>(
    db,
    `
update build_workflows
set claim_renewal = $3::jsonb,
    deadline_at = case when version = $5 then $4::timestamptz else least(deadline_at, $4::timestamptz) end
where id = $1::uuid and status = 'open' and (claim->>'fence')::integer = $2
returning id`,
    [workflow.id, fence, toJsonb({ fence, expiresAt }), movesAt, workflow.version],
    "renew-claim",
  );
  return rows.length > 0;
}
