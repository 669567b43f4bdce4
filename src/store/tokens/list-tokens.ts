import { desc } from "drizzle-orm";
import { tokens } from "../token-schema.ts";
import type { Database } from "../database.ts";
import { toToken, type Token } from "./token.ts";

/** The newest tokens first, those that are over too until they are pruned. */
export async function listTokens(db: Database, limit: number): Promise<readonly Token[]> {
  const rows = await db.drizzle.select().from(tokens).orderBy(desc(tokens.createdAt), desc(tokens.id)).limit(limit);
  return rows.map(toToken);
}
