import type { Evidence } from "../workflow/evidence.ts";
import { query, type Database } from "./database.ts";
import { lookJob } from "./jobs.ts";
import type { PullRef } from "./pull-ref.ts";
import { toJsonb } from "./storable.ts";

/** What a look at GitHub found, to be recorded once everything that follows from it is saved. */
export interface FactsRead {
  readonly evidence: Evidence;
  /** `facts_wanted` when the look began: what was wanted since must be read again. */
  readonly factsRead: number;
  readonly readBegan: Date;
  /** When to look again at what could not be judged yet. */
  readonly lookAgainAt: Date | null;
  /** Whether the report shows something of it that changed. */
  readonly wantsReport: boolean;
  readonly now: Date;
}

/**
 * Records what was read: the evidence, the pull request's own columns, and that the facts wanted so far are read. A look
 * that was due when the reading began is done; one that is still to come stays.
 */
export async function recordFactsRead(db: Database, ref: PullRef, read: FactsRead): Promise<void> {
  const pull = read.evidence.pull;
  await query(
    db,
    statement,
    [
      ref.repositoryId,
      ref.pullNumber,
      read.factsRead,
      toJsonb(read.evidence),
      read.readBegan,
      read.lookAgainAt,
      read.lookAgainAt === null ? 0 : Math.max(0, read.lookAgainAt.getTime() - read.now.getTime()),
      pull?.headSha ?? null,
      pull?.baseRef ?? null,
      pull?.mergeSha ?? null,
      pull?.open ?? null,
      pull?.draft ?? null,
      pull?.headChangedAt ?? null,
      read.wantsReport ? 1 : 0,
    ],
    "record-facts-read",
  );
}

const statement = `
with recorded as (
  update pull_requests
  set facts_read = greatest(facts_read, $3), evidence = $4::jsonb, looked_at = $5::timestamptz,
      look_at = greatest(case when look_at > $5::timestamptz then look_at end, $6::timestamptz),
      head_sha = coalesce($8, head_sha), base_ref = coalesce($9, base_ref), merge_sha = coalesce($10, merge_sha),
      open = coalesce($11, open), draft = coalesce($12, draft),
      head_changed_at = coalesce($13::timestamptz, head_changed_at),
      report_wanted = report_wanted + case when reading_problem is not null then 1 else $14::integer end,
      reading_problem = null
  where repository_id = $1 and number = $2
  returning repository_id, number
)
select job.id from recorded r, lateral graphile_worker.add_jobs(array[${lookJob(
  "r.repository_id",
  "r.number",
  "now() + $7::double precision * interval '1 millisecond'",
)}]) job
where $6::timestamptz is not null`;

/**
 * Records that GitHub refuses to be read, until when that stands, and that what was wanted so far is done with: reading again
 * at once would be refused as well. The report is wanted, to show it.
 */
export async function recordReadingProblem(
  db: Database,
  ref: PullRef,
  refused: { readonly factsRead: number; readonly what: string; readonly until: Date },
): Promise<void> {
  await query(
    db,
    `
update pull_requests
set facts_read = greatest(facts_read, $3), look_at = null, reading_problem = $4,
    problem_until = least(problem_until, $5),
    report_wanted = report_wanted + 1
where repository_id = $1 and number = $2`,
    [ref.repositoryId, ref.pullNumber, refused.factsRead, refused.what, refused.until],
    "record-reading-problem",
  );
}

/** Notes that what was wanted so far is not read, because GitHub refuses it for now; it is wanted again when that is over. */
export async function passOverFacts(db: Database, ref: PullRef, factsRead: number): Promise<void> {
  await query(
    db,
    `update pull_requests set facts_read = greatest(facts_read, $3), look_at = null
           where repository_id = $1 and number = $2`,
    [ref.repositoryId, ref.pullNumber, factsRead],
    "pass-over-facts",
  );
}
