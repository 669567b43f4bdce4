import { query, type Database } from "./database.ts";

/** Pull requests of a repository with a workflow on one of these heads. */
export async function pullsAtHeads(
  db: Database,
  repositoryId: number,
  shas: readonly string[],
): Promise<readonly number[]> {
  const rows = await query<{ number: number }>(
    db,
    `select distinct pull_number as number from build_workflows
           where repository_id = $1 and head_sha = any($2::text[]) order by 1`,
    [repositoryId, shas],
    "pulls-at-heads",
  );
  return rows.map(({ number }) => number);
}
