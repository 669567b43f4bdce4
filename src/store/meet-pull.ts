import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";

/** Whether Baton has met a pull request. */
export async function knowsPull(db: Database, { repositoryId, pullNumber }: PullRef): Promise<boolean> {
  const [row] = await query<{ known: boolean }>(
    db,
    "select exists (select from pull_requests where repository_id = $1 and number = $2) as known",
    [repositoryId, pullNumber],
    "knows-pull",
  );
  return row?.known === true;
}

/** Makes a pull request of a repository that Baton knows one that it has met. */
export async function meetPull(db: Database, { repositoryId, pullNumber }: PullRef): Promise<void> {
  await query(
    db,
    "insert into pull_requests (repository_id, number) values ($1, $2) on conflict (repository_id, number) do nothing",
    [repositoryId, pullNumber],
    "meet-pull",
  );
}
