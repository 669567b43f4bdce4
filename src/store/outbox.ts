import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";
import { toJsonb } from "./storable.ts";

/** Something that is to be said on GitHub once. */
export interface OutboxRow {
  readonly id: number;
  readonly kind: "reaction" | "reply" | "turn" | "review_request" | "dispatch";
  readonly cause: string;
  readonly body: unknown;
  /** Tries before this one. Above zero, an earlier try may have reached GitHub. */
  readonly attempts: number;
  /** Why GitHub refused it before; null where it did not. */
  readonly problem: string | null;
  readonly createdAt: Date;
}

/** What waits to be sent for a pull request, oldest first, each try counted before it is made. */
export async function takeOutbox(db: Database, ref: PullRef, now: Date): Promise<readonly OutboxRow[]> {
  const rows = await query<OutboxRow>(
    db,
    `
with taken as (
  update outbox set attempts = attempts + 1
  where repository_id = $1 and pull_number = $2 and sent_at is null and coalesce(try_at <= $3::timestamptz, true)
  returning id, kind, cause, body, attempts - 1 as attempts, problem, created_at as "createdAt"
)
select * from taken order by id`,
    [ref.repositoryId, ref.pullNumber, now],
    "take-outbox",
  );
  return rows;
}

/** Marks rows as sent; `githubId` is the comment's or the reaction's. */
export async function markSent(
  db: Database,
  ids: readonly number[],
  sent: { readonly githubId: number | null; readonly now: Date },
): Promise<void> {
  await query(
    db,
    "update outbox set sent_at = $2, github_id = $3, problem = null where id = any($1::bigint[]) and sent_at is null",
    [ids, sent.now, sent.githubId],
    "mark-sent",
  );
}

/** Binds replies that wait together to one comment, so that a second try sends the same one. */
export async function bindBatch(db: Database, ids: readonly number[], batch: number): Promise<void> {
  await query(
    db,
    `update outbox set body = body || jsonb_build_object('batch', $2::bigint) where id = any($1::bigint[])`,
    [ids, batch],
    "bind-batch",
  );
}

/** Keeps why rows could not be sent, and when to try again. */
export async function postpone(
  db: Database,
  ids: readonly number[],
  { problem, tryAt }: { readonly problem: string; readonly tryAt: Date },
): Promise<void> {
  await query(
    db,
    "update outbox set try_at = $2, problem = $3 where id = any($1::bigint[]) and sent_at is null",
    [ids, tryAt, problem],
    "postpone-outbox",
  );
}

/** Drops what is not to be said any more. */
export async function dropOutbox(db: Database, ids: readonly number[]): Promise<void> {
  await query(db, "delete from outbox where id = any($1::bigint[]) and sent_at is null", [ids], "drop-outbox");
}

/** Lets rows wait, whatever the time, until there is something to do for their pull request. */
export async function restOutbox(db: Database, ids: readonly number[]): Promise<void> {
  await query(db, "update outbox set try_at = null where id = any($1::bigint[])", [ids], "rest-outbox");
}

/** Keeps how far something got that is sent in several requests. */
export async function noteProgress(
  db: Database,
  id: number,
  progress: Readonly<Record<string, unknown>>,
): Promise<void> {
  await query(db, "update outbox set body = body || $2::jsonb where id = $1", [id, toJsonb(progress)], "note-progress");
}

/** What is to be said of a turn. */
export interface CallDraft {
  readonly kind: "turn" | "review_request" | "dispatch";
  /** JSON. */
  readonly body: unknown;
}

/** Notes the turn of a state as called, with what is to be said about it, if anything; once for each entry into a state. */
export async function recordCall(
  db: Database,
  call: PullRef & { readonly workflowId: string; readonly stateSeq: number; readonly draft: CallDraft | null },
): Promise<void> {
  await query(
    db,
    `
with called as (
  update build_workflows set called_seq = $4 where id = $3::uuid and called_seq < $4 returning id
)
insert into outbox (repository_id, pull_number, kind, cause, body)
select $1, $2, $6, id || ':' || $4::text, $5::jsonb from called where $5::jsonb is not null
on conflict (kind, cause) do nothing`,
    [
      call.repositoryId,
      call.pullNumber,
      call.workflowId,
      call.stateSeq,
      call.draft === null ? null : toJsonb(call.draft.body),
      call.draft?.kind ?? null,
    ],
    "record-call",
  );
}
