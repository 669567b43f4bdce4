import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, id, time } from "./columns.ts";

/** Who may call the API. Of a token only the hash is kept, which nobody can turn back into it. */
export const tokens = pgTable(
  "tokens",
  {
    id: uuid("id").primaryKey(),
    /** The part of a token that finds its row and is shown in lists; it opens nothing by itself. */
    prefix: text("prefix").notNull(),
    hash: bytes("hash").notNull(),
    repositoryIds: id("repository_ids").array().notNull(),
    roles: text("roles").array().notNull(),
    /** Whether it may roll back and cancel. */
    operator: boolean("operator").notNull().default(false),
    /** Whom it acts for, where that is not itself: `actions:<repository>/<file>#<run>`. Null: itself alone. */
    identity: text("identity"),
    /** Its name on the pull request and in the history, which others may have too. */
    label: text("label").notNull(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    lastUsedAt: time("last_used_at"),
    revokedAt: time("revoked_at"),
  },
  (table) => [
    uniqueIndex("tokens_prefix").on(table.prefix),
    index("tokens_expires").on(table.expiresAt),
    check("tokens_hash", sql`octet_length(${table.hash}) = 32`),
    check("tokens_repositories", sql`cardinality(${table.repositoryIds}) > 0`),
  ],
);

/** What was answered to a request that named a key, so that the same request again gets the same answer. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => tokens.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** SHA-256 of method, address and body. */
    requestDigest: bytes("request_digest").notNull(),
    /** Null while the request is under way. */
    status: integer("status"),
    contentType: text("content_type"),
    body: text("body"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.key] }),
    index("idempotency_keys_created").on(table.createdAt),
  ],
);

/** Tokens of GitHub Actions that were traded, by the digest of their `jti`: each is good for one trade. */
export const spentAssertions = pgTable(
  "spent_assertions",
  {
    digest: bytes("digest").primaryKey(),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [index("spent_assertions_expires").on(table.expiresAt)],
);
