import { renderSetAside } from "../report/render-reply.ts";
import type { KeptRequest } from "../store/deliveries.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import type { Turn } from "./context.ts";
import type { ReplyBody } from "./outbox-bodies.ts";

/** Ends a request that cannot be carried out, and says so on the pull request: it is not lost in silence. */
export async function setAside(turn: Turn, kept: KeptRequest, why: string): Promise<void> {
  const { guid, judged } = kept;
  const cause = `set-aside:${guid}`;
  const body: ReplyBody = { text: renderSetAside({ delivery: guid, why }) };
  turn.log.error({ delivery: guid, why }, "set a request aside");
  await recordOutcome(turn.context.world.db, {
    delivery: { guid, index: judged, outcome: { result: "failed", why }, last: true },
    ...turn.lease,
    outbox: [{ kind: "reply", cause, body }],
  });
}
