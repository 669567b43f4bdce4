import { query, type Database } from "../database.ts";

export interface AnswerToKeep {
  readonly tokenId: string;
  readonly key: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Keeps what was answered to a request, for whoever comes with its key again. */
export async function keepAnswer(db: Database, answer: AnswerToKeep): Promise<void> {
  await query(
    db,
    "update idempotency_keys set status = $3, content_type = $4, body = $5 where token_id = $1 and key = $2",
    [answer.tokenId, answer.key, answer.status, answer.contentType, answer.body],
    "keep-answer",
  );
}

/** Notes that a request failed, so that it can be tried again at once, with the same cause. */
export async function noteFailed(db: Database, tokenId: string, key: string): Promise<void> {
  await query(
    db,
    "update idempotency_keys set status = 0 where token_id = $1 and key = $2 and status is null",
    [tokenId, key],
    "note-failed",
  );
}
