import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";
import type { DeliveryMark, OutboxDraft } from "./save-decision.ts";
import { toJsonb } from "./storable.ts";

export interface OutcomeToRecord extends PullRef {
  readonly delivery: DeliveryMark;
  readonly outbox: readonly OutboxDraft[];
}

/**
 * Marks a request, or a command of it, as judged without a change: a refusal or an answer, with what is to be said about
 * it. False when it was judged already.
 */
export async function recordOutcome(db: Database, outcome: OutcomeToRecord): Promise<boolean> {
  const { delivery } = outcome;
  const [row] = await query<{ judged: number }>(
    db,
    statement,
    [
      delivery.guid,
      delivery.index,
      toJsonb(delivery.outcome),
      delivery.last,
      outcome.repositoryId,
      outcome.pullNumber,
      toJsonb(outcome.outbox),
    ],
    "record-outcome",
  );
  return row?.judged === 1;
}

const statement = `
with judged as (
  update webhook_deliveries
  set outcomes = outcomes || jsonb_build_array($3::jsonb), applied_at = case when $4::boolean then now() end
  where guid = $1 and applied_at is null and jsonb_array_length(outcomes) = $2::integer
    and repository_id = $5::bigint and pull_number = $6::integer
  returning repository_id, pull_number
), drafted as (
  insert into outbox (repository_id, pull_number, kind, cause, body)
  select judged.repository_id, judged.pull_number, r.kind, r.cause, r.body
  from judged, jsonb_to_recordset($7::jsonb) as r (kind text, cause text, body jsonb)
  on conflict (kind, cause) do nothing
), due as (
  update pull_requests p set due_seq = p.due_seq + 1
  from judged
  where p.repository_id = judged.repository_id and p.number = judged.pull_number and jsonb_array_length($7::jsonb) > 0
)
select count(*)::integer as judged from judged`;
