import type { Failure } from "../github/failure.ts";
import { pinnedRules } from "../orchestrator/pinned-rules.ts";
import { renderUnread } from "../report/render-unread.ts";
import { unread } from "../report/reasons.ts";
import { readProgress, uncountAttempt } from "../store/deliveries.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import type { OutboxDraft } from "../store/save-decision.ts";
import type { Actor } from "../workflow/actor.ts";
import type { GivenRequest } from "./applying.ts";
import { askedBy } from "./asked-by.ts";
import type { Turn } from "./context.ts";
import { draftReaction, draftReply } from "./drafts.ts";
import { unlessRefused } from "../github/unless-refused.ts";
import { mayLook } from "./doubt-access.ts";
import { isReachedNow } from "./stand-still.ts";

type Refusal = Extract<Failure, { kind: "refused" }>;

/**
 * Ends a request for which GitHub refuses what it has to be judged on: it is refused as well, at once and with GitHub's words,
 * since nothing changes them soon and others wait behind it. Where the App may have lost the repository, that is looked at
 * first: then the request waits, and else it is tried once more.
 */
export async function refuseUnread(turn: Turn, given: GivenRequest, failure: Refusal): Promise<"tried" | "waits"> {
  const { kept, pull } = given;
  const { db } = turn.context.world;
  turn.log.error({ reason: failure.message }, "GitHub refuses what a request has to be judged on");
  if (kept.attempts === 1 && failure.doubtsAccess) {
    if (!(await mayLook(turn.context, pull.repository.installationId))) return "tried";
    if (await isReachedNow(turn, pull)) return "tried";
    await uncountAttempt(db, kept.guid);
    return "waits";
  }
  const progress = await readProgress(db, kept.guid);
  if (progress === null || progress.done) return "tried";
  const index = progress.judged;
  await recordOutcome(db, {
    delivery: { guid: kept.guid, index, outcome: { result: "refused", reason: unread }, last: true },
    ...turn.lease,
    outbox: await draftsOf(turn, given, { index, what: failure.message }),
  });
  return "tried";
}

/** Labels and buttons have no reply: the report tells of them. */
async function draftsOf(
  turn: Turn,
  given: GivenRequest,
  { index, what }: { readonly index: number; readonly what: string },
): Promise<readonly OutboxDraft[]> {
  const { request, kept } = given;
  if (request.kind !== "commands") return [];
  const command = request.commands[index];
  const by = await unlessRefused(whoAsks(turn, given));
  return [
    draftReaction(given, "confused"),
    // Whoever cannot be known may be a stranger, who must not make Baton talk.
    ...(by === null || command === undefined
      ? []
      : draftReply(by, { cause: `delivery:${kept.guid}#${String(index)}`, text: renderUnread({ command, what }) })),
  ];
}

async function whoAsks(turn: Turn, given: GivenRequest): Promise<Actor> {
  return askedBy(turn, given)(await pinnedRules(turn.context.world.db, given.pull.newest));
}
