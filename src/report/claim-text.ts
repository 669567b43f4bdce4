import type { Workflow } from "../workflow/workflow.ts";
import { showDuration, showTime } from "./time.ts";
import { showActor } from "./who.ts";

/**
 * Who has taken the phase on; empty where nobody has. The end of a lease moves with every sign of life, and the report does
 * not: it says how long the silence may be.
 */
export function claimText({ claim, lapses, policy }: Workflow): string {
  const free = lapses === 0 ? "" : `⌛ Whoever had taken the phase on was not heard of in time${times(lapses)}.`;
  if (claim === null) return free === "" ? "" : `${free} It is free again.`;
  const who = `🔒 **${showActor(claim.by)}** has taken the phase on, ${showTime(claim.at)}.`;
  if (claim.expiresAt === null) return who;
  const silence = showDuration(policy.limits.claimMinutes * 60_000);
  return `${who} While it works nobody else can complete it; after ${silence} without a word from it the phase is free again.`;
}

function times(count: number): string {
  return count === 1 ? "" : `, ${String(count)} times by now`;
}
