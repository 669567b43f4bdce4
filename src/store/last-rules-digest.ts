import { query, type Database } from "./database.ts";

/** The digest of the last good rules of a repository; null where there are none, or Baton does not know it. */
export async function lastRulesDigest(db: Database, repositoryId: number): Promise<string | null> {
  const [row] = await query<{ digest: string | null }>(
    db,
    "select rules_digest as digest from repositories where id = $1",
    [repositoryId],
    "last-rules-digest",
  );
  return row?.digest ?? null;
}
