import { eq, sql } from "drizzle-orm";
import { validate } from "uuid";
import { tokens } from "../token-schema.ts";
import type { Database } from "../database.ts";
import { toToken, type Token } from "./token.ts";

/** Ends a token for good, from its next use on. Null where there is none with this id; again, it stays as it was. */
export async function revokeToken(db: Database, id: string, now: Date): Promise<Token | null> {
  if (!validate(id)) return null;
  const [row] = await db.drizzle
    .update(tokens)
    .set({ revokedAt: sql`coalesce(${tokens.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(eq(tokens.id, id))
    .returning();
  return row === undefined ? null : toToken(row);
}
