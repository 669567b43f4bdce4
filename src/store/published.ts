import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";

/**
 * Records that the report of this version, wanted so often, is on GitHub; without a workflow there is nothing to show, and
 * that is recorded. The workflow's row is locked first, as every save does, so that the two cannot wait for each other.
 */
export async function recordPublished(
  db: Database,
  published: PullRef & {
    readonly workflowId: string | null;
    readonly version: number;
    readonly reportDone: number;
    readonly commentId: number | null;
  },
): Promise<void> {
  await query(
    db,
    `
with told as (
  update build_workflows set published_version = greatest(published_version, $4) where id = $3::uuid returning id
)
update pull_requests
set report_done = greatest(report_done, $5), comment_id = $6,
    report_wanted = report_wanted + case when problem is null then 0 else 1 end,
    due_seq = due_seq + case when problem is null then 0 else 1 end, problem = null,
    problem_until = case when reading_problem is not null then problem_until end
where repository_id = $1 and number = $2 and (select count(*) from told) >= 0`,
    [
      published.repositoryId,
      published.pullNumber,
      published.workflowId,
      published.version,
      published.reportDone,
      published.commentId,
    ],
    "record-published",
  );
}

/**
 * Keeps why the report cannot be published, and when to try again; the time of a reading that is refused as well is not put
 * off. What was wanted so far is tried. A new reason is told at once: parts of the report may be allowed.
 */
export async function recordTellingProblem(
  db: Database,
  ref: PullRef,
  problem: { readonly what: string; readonly until: Date; readonly reportTried: number },
): Promise<void> {
  await query(
    db,
    `
update pull_requests
set problem = $3, problem_until = case when reading_problem is null then $4 else least(problem_until, $4) end,
  report_done = greatest(report_done, $5),
  report_wanted = report_wanted + case when problem is distinct from $3 then 1 else 0 end,
  due_seq = due_seq + case when problem is distinct from $3 then 1 else 0 end
where repository_id = $1 and number = $2`,
    [ref.repositoryId, ref.pullNumber, problem.what, problem.until, problem.reportTried],
    "record-telling-problem",
  );
}
