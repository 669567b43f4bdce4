import { applyIntent } from "../orchestrator/apply-intent.ts";
import { wishOfLabel } from "../report/label-wish.ts";
import type { Request } from "../signals/signal.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import { wantAtWork } from "../store/want.ts";
import type { Applying } from "./applying.ts";
import type { Turn } from "./context.ts";
import { startOf } from "./start-of.ts";

type Label = Applying<Extract<Request, { kind: "label" }>>;

/**
 * Applies a label as the request that it is. The report is compared afterwards, whatever came of it: what the sender may
 * not do is undone, `baton: start` and `baton: retry` vanish, and a removed state label comes back.
 */
export async function applyLabel(turn: Turn, applying: Label): Promise<void> {
  const { world } = turn.context;
  const { guid } = applying.kept;
  await wantAtWork(world.db, turn.lease, { report: true });
  const { request, at } = applying;
  const pull = await applying.latest.load();
  const asked = { ...request, at, start: startOf(turn, "label", at) };
  const intent = wishOfLabel(pull.newest?.workflow ?? null, asked);
  if (intent === null) {
    await recordOutcome(world.db, {
      delivery: { guid, index: 0, outcome: { result: "answered" }, last: true },
      ...turn.lease,
      outbox: [],
    });
    return;
  }
  await applyIntent(world, {
    ref: turn.lease,
    cause: `delivery:${guid}#0`,
    delivery: { guid, index: 0, last: true },
    by: applying.by,
    intent,
    drafts: () => [],
  });
}
