import { query, type Database } from "../database.ts";
import { toStorable } from "../storable.ts";

/** An account on GitHub, as far as somebody may see it. */
export interface Owner {
  readonly login: string;
  readonly repositoryIds: readonly number[];
}

/**
 * Finds a user's or organization's repositories by its login, in any case, among those that may be found; null where none of
 * them is its. A login that has changed hands is the account's that was seen with it last, and an account has one login,
 * whatever its repositories were last seen with.
 */
export async function findOwner(db: Database, login: string, among: readonly number[]): Promise<Owner | null> {
  const rows = await query<{ id: number; login: string }>(
    db,
    `with owner as (
       select owner_id from repositories
       where id = any($2::bigint[]) and lower(split_part(full_name, '/', 1)) = lower($1)
       order by updated_at desc limit 1
     )
     select id, split_part(full_name, '/', 1) as login from repositories
     where id = any($2::bigint[]) and owner_id in (select owner_id from owner)
     order by updated_at desc, id`,
    [toStorable(login), among],
    "find-owner",
  );
  const [newest] = rows;
  if (newest === undefined) return null;
  return { login: newest.login, repositoryIds: rows.map(({ id }) => id).sort((one, other) => one - other) };
}
