import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { repositories } from "../schema.ts";
import { toStorable } from "../storable.ts";

export type Repository = typeof repositories.$inferSelect;

/**
 * Finds a repository by `owner/repo` in any case, or by its numeric id. A name that has changed hands is the one's that
 * was seen with it last. `among` are the only ones that may be found; null: any.
 */
export async function findRepository(
  db: Database,
  project: string,
  among: readonly number[] | null,
): Promise<Repository | null> {
  const named = /^\d{1,15}$/.test(project)
    ? eq(repositories.id, Number(project))
    : eq(sql`lower(${repositories.fullName})`, toStorable(project).toLowerCase());
  const [row] = await db.drizzle
    .select()
    .from(repositories)
    .where(among === null ? named : and(named, inArray(repositories.id, [...among])))
    .orderBy(desc(repositories.updatedAt))
    .limit(1);
  return row ?? null;
}
