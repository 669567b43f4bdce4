import { applyIntent } from "../orchestrator/apply-intent.ts";
import type { Request } from "../signals/signal.ts";
import type { Applying } from "./applying.ts";
import type { Turn } from "./context.ts";
import { startOf } from "./start-of.ts";

/**
 * Starts the relay of a pull request that was opened where the rules have that start one. Nobody is told where it does not
 * come to it, as where the pull request is closed by now: nobody asked for anything.
 */
export async function applyOpening(
  turn: Turn,
  { kept, by, at }: Applying<Extract<Request, { kind: "opened" }>>,
): Promise<void> {
  const { guid } = kept;
  const start = startOf(turn, "opened", at);
  await applyIntent(turn.context.world, {
    ref: turn.lease,
    cause: `delivery:${guid}#0`,
    delivery: { guid, index: 0, last: true },
    by,
    intent: () => start,
    drafts: () => [],
  });
}
