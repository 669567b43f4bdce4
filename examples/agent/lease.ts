import { z } from "zod";
import type { Baton } from "./baton.ts";
import type { TurnEnd } from "./tool.ts";
import type { Turn } from "./turn.ts";

/** A phase that an agent has to itself while Baton hears of it. */
export interface Lease {
  /** Which claim it is; shown with what is handed on, so that nothing counts that comes after another took the phase. */
  readonly fence: number;
  /** Says no more that the agent is at work. */
  readonly stop: () => void;
}

/** Takes the phase on, or says why that is not to be had; then renews it until it is stopped. */
export async function takeLease(baton: Baton, { workflow_id, role }: Turn): Promise<Lease | TurnEnd> {
  const beat = (more: object = {}) => baton.call("heartbeat", { workflow_id, role, ...more });
  const answer = await beat();
  if (!answer.ok) return { kind: "stopped", why: answer.text.split("\n", 1)[0] ?? "" };
  const { fence, expires_at: end } = heldSchema.parse(answer.value).claim;
  if (end === null) return { fence, stop: () => undefined };
  const everyMs = Math.max(leastMs, (Date.parse(end) - Date.now()) / renewals);
  // What is lost shows when the work is handed on, which is refused then.
  const timer = setInterval(() => void beat({ fence }).catch(() => undefined), Math.min(everyMs, mostMs));
  return { fence, stop: () => clearInterval(timer) };
}

/** In the time of one lease, so that one that fails is made up for by the next. */
const renewals = 3;

const leastMs = 1_000;

/** Node takes no longer ones; a lease is never that long. */
const mostMs = 2 ** 31 - 1;

const heldSchema = z.looseObject({
  claim: z.looseObject({ fence: z.int(), expires_at: z.string().nullable() }),
});
