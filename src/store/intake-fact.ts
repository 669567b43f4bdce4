import type { RepositoryRef } from "../signals/repository-ref.ts";
import { query, type Database } from "./database.ts";
import { errandParts, errandValues, type IncomingErrand } from "./errand-parts.ts";
import { heardPart, heardValues } from "./intake-heard.ts";
import { lookJob, syncJob } from "./jobs.ts";

/** Something that may have changed on GitHub, and which pull requests it may concern. */
export interface IncomingFact {
  readonly repository: RepositoryRef;
  readonly about:
    | { readonly by: "number"; readonly number: number }
    | { readonly by: "head"; readonly sha: string }
    /** Those that wait for a deployment of the repository, as `evidenceNeeds` has it. */
    | { readonly by: "repository" };
  readonly wantsFacts: boolean;
  readonly wantsReport: boolean;
  readonly announcedHead: { readonly sha: string; readonly at: Date } | null;
  /** When to look once more, for the replica of GitHub's that answers late. */
  readonly lookAt: Date;
  readonly now: Date;
  /** What is to be seen to besides, whether or not the fact concerns anybody. */
  readonly errand: IncomingErrand | null;
}

/**
 * Makes the pull requests that a fact concerns due, in one statement, if they ever had a workflow. The rows are locked in
 * one order, so that two facts about several pull requests cannot wait for each other. Returns how many it concerned.
 */
export async function intakeFact(db: Database, fact: IncomingFact): Promise<number> {
  const { about, errand } = fact;
  const name = errand === null ? about.by : (`${about.by}-and-errand` as const);
  const rows = await query<{ touched: number }>(
    db,
    statements[name],
    [
      fact.wantsFacts ? 1 : 0,
      fact.wantsReport ? 1 : 0,
      fact.wantsFacts ? fact.lookAt : null,
      fact.lookAt.getTime() - fact.now.getTime(),
      fact.announcedHead?.sha ?? null,
      fact.announcedHead?.at ?? null,
      ...heardValues(fact.repository),
      ...(about.by === "number" ? [about.number] : about.by === "head" ? [about.sha] : []),
      ...(errand === null ? [] : errandValues(errand)),
    ],
    `intake-fact-${name}`,
  );
  return rows[0]?.touched ?? 0;
}

const conditions = {
  number: "and p.number = $11::integer",
  head: "and (p.head_sha = $11::text or p.announced_head_sha = $11::text)",
  // What ships a change may come long after its pull request was merged, and so closed.
  repository: `and exists (
      select from build_workflows o
      where o.repository_id = p.repository_id and o.pull_number = p.number and o.status = 'open'
        and o.current_state in ('handoff_to_releaser', 'deployment')
        and o.policy -> 'deployment' ->> 'completeOn' = 'deployment'
    )`,
};

const statements = {
  number: statement(conditions.number, null),
  head: statement(conditions.head, null),
  repository: statement(conditions.repository, null),
  "number-and-errand": statement(conditions.number, 12),
  "head-and-errand": statement(conditions.head, 12),
  "repository-and-errand": statement(conditions.repository, 11),
};

/** `errandAt` is the number of the errand's first parameter; null: there is none. */
function statement(condition: string, errandAt: number | null): string {
  const [repository, number] = ["touched.repository_id", "touched.number"];
  const lookAfter = "now() + $4::double precision * interval '1 millisecond'";
  return `
with concerned as (
  select p.repository_id, p.number from pull_requests p
  where p.repository_id = $7::bigint ${condition}
    and exists (select from build_workflows w where w.repository_id = p.repository_id and w.pull_number = p.number)
  order by p.number
  for update
), touched as (
  update pull_requests p
  set facts_wanted = p.facts_wanted + $1::integer,
      report_wanted = p.report_wanted + $2::integer,
      due_seq = p.due_seq + 1,
      look_at = greatest(p.look_at, $3::timestamptz),
      announced_head_sha = coalesce($5::text, p.announced_head_sha),
      announced_head_at = coalesce($6::timestamptz, p.announced_head_at)
  from concerned c
  where p.repository_id = c.repository_id and p.number = c.number
  returning p.repository_id, p.number
), specs as (
  select array_agg(spec) as specs from (
    select ${syncJob(repository, number)} as spec from touched
    union all
    select ${lookJob(repository, number, lookAfter)} from touched where $3::timestamptz is not null
  ) jobs having count(*) > 0
), hints as (
  select job.id from specs, lateral graphile_worker.add_jobs(specs.specs) job
), ${heardPart(7)}
${errandAt === null ? "" : `, ${errandParts(errandAt)}`}
select (select count(*)::integer from touched) as touched, (select count(*) from hints) as hints
${errandAt === null ? "" : ", (select count(*) from errand_hint) as errands"}`;
}
