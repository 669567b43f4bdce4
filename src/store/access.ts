import { defaultPolicy } from "../workflow/policy.ts";
import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";

/** A repository as an installation reaches it. */
export interface ReachedRepository {
  readonly id: number;
  readonly ownerId: number;
  readonly fullName: string;
  /** Nothing can be written to an archived one. */
  readonly archived: boolean;
}

/** Why the App can no longer reach a repository. */
export type AccessLoss = "uninstalled" | "out_of_reach";

/** The known repositories of an installation that the App has not lost. */
export async function repositoriesOf(
  db: Database,
  installationId: number,
): Promise<readonly { readonly id: number; readonly fullName: string }[]> {
  return query(
    db,
    `select id, full_name as "fullName" from repositories where installation_id = $1 and access <> 'lost' order by id`,
    [installationId],
    "repositories-of",
  );
}

/** Installations with something under way, for the sweep to look at: nobody may have told of their end. */
export async function installationsAtWork(db: Database): Promise<readonly number[]> {
  const rows = await query<{ installationId: number }>(
    db,
    `
select distinct installation_id as "installationId" from repositories r
where access <> 'lost' and (access <> 'granted' or exists (
  select from build_workflows w where w.repository_id = r.id and w.status = 'open'))`,
    [],
    "installations-at-work",
  );
  return rows.map(({ installationId }) => installationId);
}

/*
 * Pull requests are locked before repositories, and both before jobs, as everywhere else. What a pull request waits for is
 * looked up while the rows are still as they were.
 */
const waits = `(
  exists (select from build_workflows w where w.repository_id = p.repository_id and w.pull_number = p.number
          and (w.status = 'open' or w.published_version < w.version))
  or exists (select from webhook_deliveries d where d.repository_id = p.repository_id and d.pull_number = p.number
             and d.applied_at is null)
  or exists (select from outbox o where o.repository_id = p.repository_id and o.pull_number = p.number
             and o.sent_at is null))`;

const hints = `
specs as (
  select array_agg(${syncJob("repository_id", "number")}) as specs from woken
  where (select count(*) from told) >= 0 having count(*) > 0
)
select count(job.id)::integer as hinted from specs, lateral graphile_worker.add_jobs(specs.specs) job`;

/*
 * The clocks of phases stand while Baton can do nothing: its time counts as held, except what a hold counts. That is nobody's
 * decision and no event of the workflow; its version counts up, so that whoever judged it by the older clock judges again.
 * Workflows are locked before pull requests, as with every save. A lease is whole again, as after a hold.
 */
const clocks = `
stood as materialized (
  select w.id, greatest(interval '0', coalesce((w.hold ->> 'at')::timestamptz, $3::timestamptz)
                                        - greatest(k.stood_since, w.state_entered_at)) as time,
         case when w.claim ->> 'expiresAt' is not null
           then $3::timestamptz + interval '1 minute'
             * coalesce((w.policy -> 'limits' ->> 'claimMinutes')::double precision, $4) end as lease_end
  from build_workflows w join repositories k on k.id = w.repository_id
  where k.id in (select id from regained) and k.stood_since is not null and w.status = 'open'
  order by w.id for update of w
), clocks as (
  update build_workflows w
  set state_held_ms = w.state_held_ms + round(extract(epoch from s.time) * 1000)::bigint,
      deadline_at = case when w.deadline_at is not null then least(w.deadline_at + s.time, s.lease_end) end,
      claim = case when s.lease_end is null then w.claim else jsonb_set(w.claim, '{expiresAt}',
        to_jsonb(to_char(s.lease_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) end,
      version = w.version + 1
  from stood s where w.id = s.id
  returning w.id
)`;

/**
 * Notes what an installation reaches: names and owners follow, and where a repository is reached again, everything that
 * waits on its pull requests is looked at, and the clocks of its phases go on. Repositories that Baton does not know are left out.
 */
export async function recordReached(
  db: Database,
  installationId: number,
  { reached, now }: { readonly reached: readonly ReachedRepository[]; readonly now: Date },
): Promise<void> {
  const rows = reached.map(({ id, ownerId, fullName, archived }) => {
    return { id, owner_id: ownerId, full_name: fullName, access: archived ? "archived" : "granted" };
  });
  await query(
    db,
    `
with reached as (
  select * from jsonb_to_recordset($2::jsonb) as r (id bigint, owner_id bigint, full_name text, access text)
), regained as (
  select r.id from repositories k join reached r on r.id = k.id where k.access <> 'granted' and r.access = 'granted'
), ${clocks}, concerned as (
  select p.repository_id, p.number from pull_requests p
  where p.repository_id in (select id from regained) and ${waits} and (select count(*) from clocks) >= 0
  order by 1, 2 for update
), woken as (
  update pull_requests p
  set facts_wanted = facts_wanted + 1, report_wanted = report_wanted + 1, due_seq = due_seq + 1, not_before = null,
      failures = 0, problem_until = null
  from concerned c where p.repository_id = c.repository_id and p.number = c.number
  returning p.repository_id, p.number
), told as (
  update repositories k
  set owner_id = r.owner_id, full_name = r.full_name, installation_id = $1, access = r.access, access_lost_by = null,
      stood_since = case when r.access = 'archived' then coalesce(k.stood_since, $3::timestamptz) end, updated_at = now()
  from reached r
  where k.id = r.id and (select count(*) from woken) >= 0
    and (k.owner_id, k.full_name, k.installation_id, k.access)
      is distinct from (r.owner_id, r.full_name, $1::bigint, r.access)
  returning k.id
), ${hints}`,
    [installationId, JSON.stringify(rows), now, defaultPolicy.limits.claimMinutes],
    "record-reached",
  );
}

/** Notes that an installation is suspended: nothing is tried in its repositories until that ends, and clocks stand. */
export async function recordSuspended(
  db: Database,
  installationId: number,
  { ids, now }: { readonly ids: readonly number[]; readonly now: Date },
): Promise<void> {
  await query(
    db,
    `update repositories set access = 'suspended', installation_id = $1, stood_since = coalesce(stood_since, $3::timestamptz),
             updated_at = now()
           where id = any($2::bigint[]) and access <> 'lost'`,
    [installationId, ids, now],
    "record-suspended",
  );
}

/** Notes that the App can no longer reach repositories, makes due what that ends, and takes them from the API's tokens. */
export async function recordLost(
  db: Database,
  ids: readonly number[],
  { by, now }: { readonly by: AccessLoss; readonly now: Date },
): Promise<void> {
  await query(
    db,
    `
with concerned as (
  select p.repository_id, p.number from pull_requests p join repositories k on k.id = p.repository_id
  where p.repository_id = any($1::bigint[]) and k.access <> 'lost' and ${waits}
  order by 1, 2 for update of p
), woken as (
  update pull_requests p set due_seq = due_seq + 1, not_before = null, failures = 0
  from concerned c where p.repository_id = c.repository_id and p.number = c.number
  returning p.repository_id, p.number
), told as (
  update repositories set access = 'lost', access_lost_by = $2, stood_since = null, updated_at = now()
  where id = any($1::bigint[]) and access <> 'lost' and (select count(*) from woken) >= 0
  returning id
), revoked as (
  update tokens
  set revoked_at = case when repository_ids <@ $1::bigint[] then coalesce(revoked_at, $3::timestamptz) else revoked_at end,
      repository_ids = case when repository_ids <@ $1::bigint[] then repository_ids
        else array(select each from unnest(repository_ids) each where each <> all($1::bigint[])) end
  where repository_ids && $1::bigint[]
), ${hints}`,
    [ids, by, now],
    "record-lost",
  );
}
