import { query, type Database } from "./database.ts";

export interface CompletedBetween {
  readonly repositoryIds: readonly number[];
  readonly from: Date;
  /** Left out itself. */
  readonly to: Date;
}

/** How many workflows were completed in a week that begins on this Monday, 00:00 UTC. */
export interface WeekCount {
  readonly monday: Date;
  readonly completed: number;
}

/** Counts by weeks what was completed in a window of time, whenever it started; weeks without any are left out. */
export async function loadThroughput(
  db: Database,
  { repositoryIds, from, to }: CompletedBetween,
): Promise<WeekCount[]> {
  return query<WeekCount & Record<string, unknown>>(
    db,
    `select date_trunc('week', completed_at, 'UTC') as monday, count(*) as completed from workflow_measures
     where repository_id = any($1::bigint[]) and completed_at >= $2 and completed_at < $3
     group by 1 order by 1`,
    [repositoryIds, from, to],
  );
}
