import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { counter, id, time } from "./columns.ts";

/** Rules as they were pinned, by the SHA-256 of their canonical JSON. Never changed, so that a copy can be kept. */
export const ruleSnapshots = pgTable("rule_snapshots", {
  digest: text("digest").primaryKey(),
  snapshot: jsonb("snapshot").notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
});

/** A repository where the App is installed. The id is the identity; names and owners change, and are believed of GitHub alone. */
export const repositories = pgTable(
  "repositories",
  {
    id: id("id").primaryKey(),
    ownerId: id("owner_id").notNull(),
    fullName: text("full_name").notNull(),
    installationId: id("installation_id").notNull(),
    /** Where a webhook saw it otherwise than this, by name and installation, until GitHub was asked; null: it was. */
    heardName: text("heard_name"),
    heardInstallationId: id("heard_installation_id"),
    /** How the App stands to it, as GitHub last said: `granted`, `suspended`, `archived` or `lost`. */
    access: text("access").notNull().default("granted"),
    /** Why access is lost, as a word. */
    accessLostBy: text("access_lost_by"),
    /** Since when Baton can do nothing there, being suspended or the repository archived; null: it can, or it lost the repository. */
    stoodSince: time("stood_since"),
    updatedAt: time("updated_at").notNull().defaultNow(),
    /** The last good rules; null: there is no file. */
    rulesDigest: text("rules_digest").references(() => ruleSnapshots.digest),
    /** The file as it was read last, good or broken. */
    rulesBlobSha: text("rules_blob_sha"),
    /** What is wrong with the file, or why it cannot be read; null: nothing. */
    rulesProblem: jsonb("rules_problem"),
    /** When this was read for the first time. */
    rulesReadAt: time("rules_read_at"),
  },
  (table) => [
    check("repositories_access", sql`${table.access} in ('granted', 'suspended', 'archived', 'lost')`),
    check("repositories_lost", sql`(${table.access} = 'lost') = (${table.accessLostBy} is not null)`),
    check("repositories_heard", sql`(${table.heardName} is null) = (${table.heardInstallationId} is null)`),
  ],
);

/** A pull request that somebody spoke to Baton on: what GitHub last said of it, and what is due. */
export const pullRequests = pgTable(
  "pull_requests",
  {
    repositoryId: id("repository_id")
      .notNull()
      .references(() => repositories.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    headSha: text("head_sha"),
    headChangedAt: time("head_changed_at"),
    baseRef: text("base_ref"),
    mergeSha: text("merge_sha"),
    open: boolean("open"),
    draft: boolean("draft"),
    commentId: id("comment_id"),
    /** The head that the last `synchronize` announced, and when: believed only for its time. */
    announcedHeadSha: text("announced_head_sha"),
    announcedHeadAt: time("announced_head_at"),
    factsWanted: counter("facts_wanted"),
    factsRead: counter("facts_read"),
    evidence: jsonb("evidence"),
    lookAt: time("look_at"),
    lookedAt: time("looked_at"),
    /** Counts everything that gives the sync something to do; `due_done` is the count it last saw to the end. */
    dueSeq: counter("due_seq"),
    dueDone: counter("due_done"),
    reportWanted: counter("report_wanted"),
    reportDone: counter("report_done"),
    leaseToken: uuid("lease_token"),
    leaseUntil: time("lease_until"),
    notBefore: time("not_before"),
    /** Failures of the sync in a row; the backoff grows with it. */
    failures: integer("failures").notNull().default(0),
    /** Why telling does not work (a permission that is missing, a locked conversation), and when to try again. */
    problem: text("problem"),
    problemUntil: time("problem_until"),
    /** Why GitHub cannot be read here; tried again when `problem_until` is over. */
    readingProblem: text("reading_problem"),
  },
  (table) => [
    primaryKey({ columns: [table.repositoryId, table.number] }),
    // What was seen to was asked for before.
    check(
      "pull_requests_counts",
      sql`${table.dueDone} <= ${table.dueSeq} and ${table.factsRead} <= ${table.factsWanted} and ${table.reportDone} <= ${table.reportWanted} and ${table.failures} >= 0`,
    ),
    check("pull_requests_lease", sql`(${table.leaseToken} is null) = (${table.leaseUntil} is null)`),
    index("pull_requests_head").on(table.repositoryId, table.headSha),
    index("pull_requests_due")
      .on(table.repositoryId, table.number)
      .where(sql`${table.dueDone} < ${table.dueSeq}`),
    index("pull_requests_look_at")
      .on(table.lookAt)
      .where(sql`${table.lookAt} is not null`),
    index("pull_requests_problem_until")
      .on(table.problemUntil)
      .where(sql`${table.problemUntil} is not null`),
    index("pull_requests_looked_at").on(table.lookedAt),
    index("pull_requests_announced_head")
      .on(table.repositoryId, table.announcedHeadSha)
      .where(sql`${table.announcedHeadSha} is not null`),
  ],
);

/** Requests, kept before the webhook is answered. Facts are not kept: they are counted on the pull request and read. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    guid: text("guid").primaryKey(),
    seq: bigserial("seq", { mode: "number" }).notNull(),
    repositoryId: id("repository_id").notNull(),
    pullNumber: integer("pull_number").notNull(),
    event: text("event").notNull(),
    /** JSON as text: jsonb could not hold every string that GitHub can send. */
    request: text("request").notNull(),
    receivedAt: time("received_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** One entry per command that was judged, in order. */
    outcomes: jsonb("outcomes").notNull().default([]),
    appliedAt: time("applied_at"),
  },
  (table) => [
    foreignKey({
      name: "webhook_deliveries_pull_request",
      columns: [table.repositoryId, table.pullNumber],
      foreignColumns: [pullRequests.repositoryId, pullRequests.number],
    }).onDelete("cascade"),
    index("webhook_deliveries_unapplied")
      .on(table.repositoryId, table.pullNumber, table.seq)
      .where(sql`${table.appliedAt} is null`),
    index("webhook_deliveries_received").on(table.receivedAt),
  ],
);

/** What is to be said on GitHub once: replies, reactions, turn comments, calls. Recorded before it is sent. */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    repositoryId: id("repository_id").notNull(),
    pullNumber: integer("pull_number").notNull(),
    kind: text("kind").notNull(),
    cause: text("cause").notNull(),
    body: jsonb("body").notNull(),
    githubId: id("github_id"),
    attempts: integer("attempts").notNull().default(0),
    tryAt: time("try_at"),
    problem: text("problem"),
    createdAt: time("created_at").notNull().defaultNow(),
    sentAt: time("sent_at"),
  },
  (table) => [
    foreignKey({
      name: "outbox_pull_request",
      columns: [table.repositoryId, table.pullNumber],
      foreignColumns: [pullRequests.repositoryId, pullRequests.number],
    }).onDelete("cascade"),
    unique("outbox_cause").on(table.kind, table.cause),
    index("outbox_created").on(table.createdAt),
    index("outbox_try_at")
      .on(table.tryAt)
      .where(sql`${table.sentAt} is null and ${table.tryAt} is not null`),
    index("outbox_waiting")
      .on(table.repositoryId, table.pullNumber, table.id)
      .where(sql`${table.sentAt} is null`),
  ],
);

/** Small jobs beside the syncs, kept before their webhook is answered: one row for each thing that there is to see to. */
export const errands = pgTable(
  "errands",
  {
    kind: text("kind").notNull(),
    key: text("key").notNull(),
    details: jsonb("details").notNull(),
    /** Counts how often it was asked for; `done` is the count that was last seen to. */
    wanted: counter("wanted"),
    done: counter("done"),
    /** Tries since it was last done; the backoff grows with them. */
    attempts: integer("attempts").notNull().default(0),
    leaseToken: uuid("lease_token"),
    leaseUntil: time("lease_until"),
    notBefore: time("not_before"),
    /** Why the last try came to nothing. */
    problem: text("problem"),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.key] }),
    check("errands_counts", sql`${table.done} <= ${table.wanted} and ${table.attempts} >= 0`),
    check("errands_lease", sql`(${table.leaseToken} is null) = (${table.leaseUntil} is null)`),
    index("errands_waiting")
      .on(table.kind, table.key)
      .where(sql`${table.done} < ${table.wanted}`),
    index("errands_updated").on(table.updatedAt),
  ],
);

/** Where the sweep got to (the last delivery listed), so that a restart goes on from there. */
export const sweepMarks = pgTable("sweep_marks", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: time("updated_at").notNull().defaultNow(),
});
