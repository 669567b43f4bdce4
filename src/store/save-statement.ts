import { getTableColumns } from "drizzle-orm";
import { phases } from "../workflow/states.ts";
import { buildWorkflows } from "./workflow-schema.ts";
import { phaseColumn } from "./workflow-row.ts";

/*
 * Parameters: 1 guid, 2 index, 3 outcome, 4 last, 5 now, 6 workflow row, 7 handoff rows, 8 event rows, 9 outbox drafts,
 * 10 facts wanted; of a save also 11 workflow id, 12 the version that was judged, and 13 whether it is judged by a lease.
 *
 * Both statements first lock what they depend on and look whether it is as it was judged, and only then write. The
 * conditions on other parts of the statement are uncorrelated `exists`, which Postgres evaluates once: correlated ones would
 * be evaluated again where a row changed while its lock was awaited, and a part that writes cannot be.
 */

/** Columns that a save never writes: they are the row's identity, or others write them. */
const fixed = new Set(["id", "claim_renewal", "published_version", "called_seq", "start_cause", "created_at"]);

/** Columns that stay as they are where the row leaves them out. */
const optional = new Set([...phases.map(phaseColumn), "workflow_metadata", "policy"]);

const waiting = `
waiting as materialized (
  select guid from webhook_deliveries
  where guid = $1::text and applied_at is null and jsonb_array_length(outcomes) = $2::integer
  for update
)`;

const isExpected = "($1::text is null or exists (select from waiting))";

const consequences = `
appended_handoffs as (
  insert into workflow_handoffs
  select r.* from saved, jsonb_populate_recordset(null::workflow_handoffs, $7::jsonb) r
), appended_events as (
  insert into workflow_events
  select r.* from saved, jsonb_populate_recordset(null::workflow_events, $8::jsonb) r
), judged as (
  update webhook_deliveries d
  set outcomes = d.outcomes || jsonb_build_array($3::jsonb), applied_at = case when $4::boolean then $5::timestamptz end
  from saved where d.guid = $1::text
), drafted as (
  insert into outbox (repository_id, pull_number, kind, cause, body)
  select saved.repository_id, saved.pull_number, r.kind, r.cause, r.body
  from saved, jsonb_to_recordset($9::jsonb) as r (kind text, cause text, body jsonb)
  on conflict (kind, cause) do nothing
), due as (
  update pull_requests p
  set due_seq = p.due_seq + 1, facts_wanted = p.facts_wanted + $10::integer,
    -- What GitHub refused to show before may not be needed any more.
    problem_until = case when $10::integer = 0 or p.reading_problem is null then p.problem_until end
  from saved where p.repository_id = saved.repository_id and p.number = saved.pull_number
)
select count(*)::integer as saved from saved`;

/** Starts a workflow, unless the pull request has an open one or the cause has started one. */
export const startStatement = `
with ${waiting}, saved as (
  insert into build_workflows
  select r.* from jsonb_populate_record(null::build_workflows, $6::jsonb) r where ${isExpected}
  on conflict do nothing
  returning repository_id, pull_number
), ${consequences}`;

/**
 * Saves a workflow, unless it is no longer the version that was judged. A lease that ran out does so only while nobody was
 * heard of: a heartbeat changes no version.
 */
export const saveStatement = `
with current as materialized (
  select id from build_workflows where id = $11::uuid and version = $12::integer
    and ($13::boolean and claim_renewal->>'fence' = claim->>'fence'
         and (claim_renewal->>'expiresAt')::timestamptz > $5::timestamptz) is not true
  for update
), ${waiting}, saved as (
  update build_workflows w
  set ${assignments()}
  from jsonb_populate_record(null::build_workflows, $6::jsonb) r
  where w.id = $11::uuid and exists (select from current) and ${isExpected}
  returning w.repository_id, w.pull_number
), ${consequences}`;

function assignments(): string {
  const columns = Object.values(getTableColumns(buildWorkflows)).map((column) => column.name);
  return columns
    .filter((column) => !fixed.has(column))
    .map((column) =>
      optional.has(column)
        ? `${column} = case when $6::jsonb ? '${column}' then r.${column} else w.${column} end`
        : `${column} = r.${column}`,
    )
    .join(",\n      ");
}
