import { timingSafeEqual } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { tokens } from "../token-schema.ts";
import { query, type Database } from "../database.ts";
import { preparedFor } from "../prepared-for.ts";
import { hashOf, prefixOf } from "./token-text.ts";
import { toToken, type Token } from "./token.ts";

export type FoundToken =
  { readonly standing: "valid"; readonly token: Token } | { readonly standing: "unknown" | "expired" | "revoked" };

/** How exactly the last use of a token is kept: a row that is written at each call would cost more than the call. */
const usedPrecisionMs = 60_000;

/** Finds the token that a caller shows. Only who has the whole of it learns that it has expired or was revoked. */
export async function findToken(db: Database, text: string, now: Date): Promise<FoundToken> {
  const prefix = prefixOf(text);
  if (prefix === null) return { standing: "unknown" };
  const [row] = await byPrefix(db).execute({ prefix });
  if (row === undefined || !timingSafeEqual(row.hash, hashOf(text))) return { standing: "unknown" };
  const token = toToken(row);
  if (token.revokedAt !== null) return { standing: "revoked" };
  if (token.expiresAt <= now) return { standing: "expired" };
  await noteUse(db, token, now);
  return { standing: "valid", token };
}

async function noteUse(db: Database, { id, lastUsedAt }: Token, now: Date): Promise<void> {
  const before = new Date(now.getTime() - usedPrecisionMs);
  if (lastUsedAt !== null && lastUsedAt > before) return;
  await query(
    db,
    "update tokens set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at <= $3)",
    [id, now, before],
    "note-token-use",
  );
}

const byPrefix = preparedFor((db) =>
  db.drizzle
    .select()
    .from(tokens)
    .where(eq(tokens.prefix, sql.placeholder("prefix")))
    .prepare("find-token"),
);
