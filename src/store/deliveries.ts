import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";

/** A kept request that is not done yet. */
export interface KeptRequest {
  readonly guid: string;
  readonly request: string;
  readonly receivedAt: Date;
  /** Tries so far, this one included. */
  readonly attempts: number;
  /** How many of its commands are judged. */
  readonly judged: number;
}

/**
 * The oldest request of a pull request that is not done, its attempt counted before it is tried, so that one which kills
 * the process is set aside in the end.
 */
export async function takeRequest(db: Database, ref: PullRef): Promise<KeptRequest | null> {
  const rows = await query<KeptRequest>(
    db,
    `
update webhook_deliveries set attempts = attempts + 1
where guid = (
  select guid from webhook_deliveries
  where repository_id = $1 and pull_number = $2 and applied_at is null
  order by seq limit 1
)
returning guid, request, received_at as "receivedAt", attempts, jsonb_array_length(outcomes) as judged`,
    [ref.repositoryId, ref.pullNumber],
    "take-request",
  );
  return rows[0] ?? null;
}

/** Takes an attempt back: GitHub was not there, which is no fault of the request. */
export async function uncountAttempt(db: Database, guid: string): Promise<void> {
  await query(
    db,
    "update webhook_deliveries set attempts = attempts - 1 where guid = $1 and applied_at is null and attempts > 0",
    [guid],
    "uncount-attempt",
  );
}

/** How many commands of a delivery are judged, and whether it is done. */
export async function readProgress(
  db: Database,
  guid: string,
): Promise<{ readonly judged: number; readonly done: boolean } | null> {
  const rows = await query<{ judged: number; done: boolean }>(
    db,
    `select jsonb_array_length(outcomes) as judged, applied_at is not null as done
           from webhook_deliveries where guid = $1`,
    [guid],
    "read-progress",
  );
  return rows[0] ?? null;
}

/** A label or a button that was refused, for the report to say so. */
export interface RefusedRequest {
  readonly request: string;
  readonly reason: string;
}

/** Refused requests other than comments, which have a reply of their own; newest first, at most three. */
export async function recentlyRefused(db: Database, ref: PullRef, since: Date): Promise<readonly RefusedRequest[]> {
  const rows = await query<RefusedRequest>(
    db,
    `
select request, outcomes -> 0 ->> 'reason' as reason from webhook_deliveries
where repository_id = $1 and pull_number = $2 and received_at >= $3 and event <> 'issue_comment'
  and applied_at is not null and outcomes -> 0 ->> 'result' = 'refused'
order by seq desc limit 3`,
    [ref.repositoryId, ref.pullNumber, since],
    "recently-refused",
  );
  return rows;
}
