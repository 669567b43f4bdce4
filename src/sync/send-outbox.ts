import { failureOf } from "../github/failure.ts";
import { react } from "../github/react.ts";
import { sendComment } from "../github/send-comment.ts";
import { renderReplies } from "../report/render-reply.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { bindBatch, markSent, postpone, takeOutbox, type OutboxRow } from "../store/outbox.ts";
import { calledBy } from "../store/turn-call.ts";
import { wantAtWork } from "../store/want.ts";
import type { Turn } from "./context.ts";
import { callsInTime } from "./calls-in-time.ts";
import { doubtAccess } from "./doubt-access.ts";
import { reactionBody, replyBody, turnBody } from "./outbox-bodies.ts";
import { sendDispatch, sendReviewRequest, type Sent } from "./send-call.ts";
import { targetOf } from "./target-of.ts";
import { refusedRetryMs } from "./refused-retry.ts";

/** One thing to send: a reaction, one comment made of the texts that wait together, or a call. */
interface Letter {
  readonly rows: readonly OutboxRow[];
  readonly send: () => Promise<Sent>;
}

/** Sends what waits. What GitHub refuses waits an hour, and the rest goes on. */
export async function sendOutbox(turn: Turn, pull: LoadedPull): Promise<void> {
  const { db, now } = turn.context.world;
  const waiting = await callsInTime(turn, pull, await takeOutbox(db, turn.lease, now()));
  for (const letter of await lettersOf(turn, pull, waiting)) {
    const ids = letter.rows.map((row) => row.id);
    const sent = await sendUnlessRefused(turn, pull, letter);
    if ("problem" in sent) {
      turn.log.warn({ reason: sent.problem, outbox: ids }, "GitHub refuses what is to be said");
      await postpone(db, ids, { problem: sent.problem, tryAt: new Date(now().getTime() + refusedRetryMs) });
    } else await markSent(db, ids, { githubId: sent.githubId, now: now() });
    await showCallProblem(turn, letter, "problem" in sent ? sent.problem : null);
  }
}

async function sendUnlessRefused(turn: Turn, pull: LoadedPull, letter: Letter): Promise<Sent> {
  try {
    return await letter.send();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    await doubtAccess(turn.context, failure, pull.repository.installationId);
    return { problem: failure.message };
  }
}

/** The report says of a call why it cannot be made, until it is. */
async function showCallProblem(turn: Turn, { rows }: Letter, problem: string | null): Promise<void> {
  const changed = rows.some((row) => calledBy(row.body) !== null && row.problem !== problem);
  if (changed) await wantAtWork(turn.context.world.db, turn.lease, { report: true });
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
  const calls = rows.flatMap((row) => {
    if (row.kind === "dispatch") return [{ rows: [row], send: () => sendDispatch(turn, pull, row) }];
    return row.kind === "review_request" ? [{ rows: [row], send: () => sendReviewRequest(turn, pull, row) }] : [];
  });
  return [...reactions, ...comments, ...turns, ...calls];
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
  return { rows: [row], send: async () => ({ githubId: await react(turn.client(pull), target, commentId, content) }) };
}

function comment(turn: Turn, pull: LoadedPull, rows: readonly OutboxRow[], body: string): Letter {
  const first = rows[0];
  if (first === undefined) throw new Error("A comment needs at least one row of the outbox.");
  const attempts = Math.max(...rows.map((row) => row.attempts));
  const letter = { marker: `${first.kind}:${String(first.id)}`, body, attempts, createdAt: first.createdAt };
  return { rows, send: () => sendComment(turn.client(pull), targetOf(turn, pull), letter) };
}
