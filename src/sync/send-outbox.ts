import { failureOf } from "../github/failure.ts";
import { react } from "../github/react.ts";
import { sendComment } from "../github/send-comment.ts";
import { renderReplies } from "../report/render-reply.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { bindBatch, markSent, postpone, takeOutbox, type OutboxRow } from "../store/outbox.ts";
import type { Turn } from "./context.ts";
import { doubtAccess } from "./doubt-access.ts";
import { reactionBody, replyBody, turnBody } from "./outbox-bodies.ts";
import { refusedRetryMs } from "./refused-retry.ts";

/** One thing to send: a reaction, or one comment made of the texts that wait together. */
interface Letter {
  readonly rows: readonly OutboxRow[];
  readonly send: () => Promise<number | null>;
}

/** Sends what waits. What GitHub refuses waits an hour, and the rest goes on. */
export async function sendOutbox(turn: Turn, pull: LoadedPull): Promise<void> {
  const { db, now } = turn.context.world;
  const waiting = await takeOutbox(db, turn.lease, now());
  for (const letter of await lettersOf(turn, pull, waiting)) {
    const ids = letter.rows.map((row) => row.id);
    try {
      const githubId = await letter.send();
      await markSent(db, ids, { githubId, now: now() });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "refused") throw error;
      turn.log.warn({ reason: failure.message, outbox: ids }, "GitHub refuses what is to be said");
      await doubtAccess(turn.context, failure, pull.repository.installationId);
      await postpone(db, ids, { problem: failure.message, tryAt: new Date(now().getTime() + refusedRetryMs) });
    }
  }
}

async function lettersOf(turn: Turn, pull: LoadedPull, rows: readonly OutboxRow[]): Promise<readonly Letter[]> {
  const reactions = rows.filter((row) => row.kind === "reaction").map((row) => reaction(turn, pull, row));
  const replies = await batchesOf(
    turn,
    rows.filter((row) => row.kind === "reply"),
  );
  const comments = replies.map((batch) => {
    const texts = batch.map((row) => replyBody.parse(row.body).text);
    return comment(turn, pull, batch, renderReplies(texts));
  });
  const turns = rows
    .filter((row) => row.kind === "turn")
    .map((row) => comment(turn, pull, [row], turnBody.parse(row.body).text));
  return [...reactions, ...comments, ...turns];
}

/** Replies that wait together become one comment; those of an earlier try stay as they were bound then. */
async function batchesOf(turn: Turn, replies: readonly OutboxRow[]): Promise<readonly (readonly OutboxRow[])[]> {
  const batches = new Map<number, OutboxRow[]>();
  const fresh: OutboxRow[] = [];
  for (const row of replies) {
    const batch = replyBody.parse(row.body).batch ?? (row.attempts > 0 ? row.id : null);
    if (batch === null) fresh.push(row);
    else batches.set(batch, [...(batches.get(batch) ?? []), row]);
  }
  const first = fresh[0];
  if (first === undefined) return [...batches.values()];
  if (fresh.length > 1)
    await bindBatch(
      turn.context.world.db,
      fresh.map((row) => row.id),
      first.id,
    );
  return [...batches.values(), fresh];
}

function reaction(turn: Turn, pull: LoadedPull, row: OutboxRow): Letter {
  const { commentId, content } = reactionBody.parse(row.body);
  const target = targetOf(turn, pull);
  return { rows: [row], send: () => react(turn.client(pull), target, commentId, content) };
}

function comment(turn: Turn, pull: LoadedPull, rows: readonly OutboxRow[], body: string): Letter {
  const first = rows[0];
  if (first === undefined) throw new Error("A comment needs at least one row of the outbox.");
  const attempts = Math.max(...rows.map((row) => row.attempts));
  const letter = { marker: `${first.kind}:${String(first.id)}`, body, attempts, createdAt: first.createdAt };
  const send = async () => (await sendComment(turn.client(pull), targetOf(turn, pull), letter)).githubId;
  return { rows, send };
}

function targetOf(turn: Turn, pull: LoadedPull) {
  return { fullName: pull.repository.fullName, number: turn.lease.pullNumber, self: turn.context.self };
}
