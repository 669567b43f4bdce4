import { v7 as newId } from "uuid";
import type { Role } from "../../workflow/roles.ts";
import { tokens } from "../token-schema.ts";
import type { Database } from "../database.ts";
import { hashOf, newTokenText } from "./token-text.ts";
import { toToken, type Token } from "./token.ts";

export interface TokenToCreate {
  readonly repositoryIds: readonly number[];
  readonly roles: readonly Role[];
  readonly isOperator: boolean;
  /** Whom it acts for, if not for itself. */
  readonly identity?: string;
  /** Null: one made of the token's prefix. */
  readonly label: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Makes a token and keeps its hash. The text is returned this once and cannot be had again. */
export async function createToken(
  db: Database,
  given: TokenToCreate,
): Promise<{ readonly text: string; readonly token: Token }> {
  const { text, prefix } = newTokenText();
  const [row] = await db.drizzle
    .insert(tokens)
    .values({
      id: newId(),
      prefix,
      hash: hashOf(text),
      repositoryIds: [...given.repositoryIds],
      roles: [...given.roles],
      operator: given.isOperator,
      identity: given.identity ?? null,
      label: given.label ?? `token ${prefix}`,
      createdAt: given.createdAt,
      expiresAt: given.expiresAt,
    })
    .returning();
  if (row === undefined) throw new Error("The new token was not stored.");
  return { text, token: toToken(row) };
}
