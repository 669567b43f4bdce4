import { roles, type Role } from "../../workflow/roles.ts";
import type { tokens } from "../token-schema.ts";

/** What a token allows, without what would let anybody use it. */
export interface Token {
  readonly id: string;
  readonly prefix: string;
  readonly repositoryIds: readonly number[];
  readonly roles: readonly Role[];
  /** Whether it may roll back and cancel. */
  readonly isOperator: boolean;
  /** Tells whoever acts by it from everybody else, which the label does not. */
  readonly identity: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export function toToken(row: typeof tokens.$inferSelect): Token {
  return {
    id: row.id,
    prefix: row.prefix,
    repositoryIds: row.repositoryIds,
    roles: roles.filter((role) => row.roles.includes(role)),
    isOperator: row.operator,
    identity: row.identity ?? `token:${row.id}`,
    label: row.label,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
    revokedAt: row.revokedAt,
  };
}
