import { query, type Database } from "../database.ts";

export interface KeyToClaim {
  readonly tokenId: string;
  readonly key: string;
  /** Of what is asked for, to tell another request with the same key. */
  readonly requestDigest: Buffer;
  readonly now: Date;
}

export type KeyClaim =
  /** It is to be carried out; `since` stays the same when it is carried out again after a failure. */
  | { readonly result: "claimed"; readonly since: Date }
  | { readonly result: "answered"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly result: "under_way" }
  | { readonly result: "other_request" };

/**
 * Whoever was at a request for longer than this has died. Should it live after all, the request's cause still keeps it from
 * changing anything twice.
 */
const patienceMs = 60_000;

/** Claims a key of a token for a request, or says what became of it before. */
export async function claimKey(db: Database, { tokenId, key, requestDigest, now }: KeyToClaim): Promise<KeyClaim> {
  const [row] = await query<KeyRow>(db, statement, [tokenId, key, requestDigest, now], "claim-key");
  if (row === undefined || row.claimed) return { result: "claimed", since: row?.since ?? now };
  if (!row.digest.equals(requestDigest)) return { result: "other_request" };
  // Zero: it failed.
  if (row.status === 0) return { result: "claimed", since: row.since };
  if (row.status !== null) {
    return { result: "answered", status: row.status, contentType: row.content_type ?? "", body: row.body ?? "" };
  }
  const isOver = now.getTime() - row.since.getTime() > patienceMs;
  return isOver ? { result: "claimed", since: row.since } : { result: "under_way" };
}

interface KeyRow {
  readonly claimed: boolean;
  readonly digest: Buffer;
  readonly status: number | null;
  readonly content_type: string | null;
  readonly body: string | null;
  readonly since: Date;
}

/* The update changes nothing; it locks the row that is there, so that it is returned whoever has just written it. */
const statement = `
insert into idempotency_keys as k (token_id, key, request_digest, created_at) values ($1, $2, $3, $4)
on conflict (token_id, key) do update set key = k.key
returning (xmax = 0) as claimed, request_digest as digest, status, content_type, body, created_at as since`;
