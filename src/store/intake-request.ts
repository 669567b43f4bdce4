import type { RepositoryRef } from "../signals/repository-ref.ts";
import { query, type Database } from "./database.ts";
import { heardValues } from "./intake-heard.ts";
import { syncJob } from "./jobs.ts";

/** A request as the webhook brought it. */
export interface IncomingRequest {
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  readonly repository: RepositoryRef;
  /** Null where only the workflow is known that it is about. */
  readonly pullNumber: number | null;
  readonly workflowId: string | null;
  /** The request as JSON text. */
  readonly request: string;
  readonly receivedAt: Date;
}

/**
 * Keeps a request and makes its pull request due, in one statement. The same delivery again changes nothing, and neither
 * does one about a workflow that this repository does not have. Returns whether it was new.
 */
export async function intakeRequest(db: Database, incoming: IncomingRequest): Promise<boolean> {
  const rows = await query<{ fresh: boolean }>(
    db,
    statement,
    [
      incoming.guid,
      incoming.event,
      incoming.request,
      incoming.receivedAt,
      incoming.pullNumber,
      incoming.workflowId,
      ...heardValues(incoming.repository),
    ],
    "intake-request",
  );
  return rows[0]?.fresh ?? false;
}

/*
 * The pull request is locked before the job, as everywhere else: the hint is made of what `pull` returns. Where the webhook says
 * otherwise where the repository is, that is a doubt, as for a fact.
 */
const statement = `
with concerned as (
  select $5::integer as pull_number where $5::integer is not null
  union all
  select w.pull_number from build_workflows w
  where $5::integer is null and w.id = $6::uuid and w.repository_id = $7::bigint
), delivery as (
  insert into webhook_deliveries (guid, event, request, received_at, repository_id, pull_number)
  select $1::text, $2::text, $3::text, $4::timestamptz, $7::bigint, pull_number from concerned
  on conflict (guid) do nothing
  returning repository_id, pull_number
), pull as (
  insert into pull_requests (repository_id, number, due_seq)
  select repository_id, pull_number, 1 from delivery
  on conflict (repository_id, number) do update set due_seq = pull_requests.due_seq + 1
  returning repository_id, number
), hint as (
  select job.id from pull,
  lateral graphile_worker.add_jobs(array[${syncJob("pull.repository_id", "pull.number")}]) job
), repository as (
  insert into repositories (id, owner_id, full_name, installation_id)
  select $7::bigint, $8::bigint, $9::text, $10::bigint from delivery
  on conflict (id) do update
    set heard_name = excluded.full_name, heard_installation_id = excluded.installation_id
    where (repositories.owner_id, repositories.full_name, repositories.installation_id)
      is distinct from (excluded.owner_id, excluded.full_name, excluded.installation_id)
)
select exists (select from delivery) as fresh, (select count(*) from hint) as hints`;
