import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";

/** A request as the webhook brought it. */
export interface IncomingRequest {
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  readonly repository: {
    readonly id: number;
    readonly ownerId: number;
    readonly fullName: string;
    readonly installationId: number;
  };
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
      incoming.repository.id,
      incoming.repository.ownerId,
      incoming.repository.fullName,
      incoming.repository.installationId,
      incoming.pullNumber,
      incoming.workflowId,
    ],
    "intake-request",
  );
  return rows[0]?.fresh ?? false;
}

/*
 * The pull request is locked before the job, as everywhere else: the hint is made of what `pull` returns.
 */
const statement = `
with concerned as (
  select $9::integer as pull_number where $9::integer is not null
  union all
  select w.pull_number from build_workflows w
  where $9::integer is null and w.id = $10::uuid and w.repository_id = $5::bigint
), delivery as (
  insert into webhook_deliveries (guid, event, request, received_at, repository_id, pull_number)
  select $1::text, $2::text, $3::text, $4::timestamptz, $5::bigint, pull_number from concerned
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
  select $5::bigint, $6::bigint, $7::text, $8::bigint from delivery
  on conflict (id) do update
    set owner_id = excluded.owner_id, full_name = excluded.full_name,
        installation_id = excluded.installation_id, updated_at = now()
    where (repositories.owner_id, repositories.full_name, repositories.installation_id)
      is distinct from (excluded.owner_id, excluded.full_name, excluded.installation_id)
)
select exists (select from delivery) as fresh, (select count(*) from hint) as hints`;
