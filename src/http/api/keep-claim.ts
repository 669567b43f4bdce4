import type { World } from "../../orchestrator/ports.ts";
import { renewClaim } from "../../store/renew-claim.ts";
import type { Token } from "../../store/tokens/token.ts";
import { isSameActor } from "../../workflow/authority.ts";
import { leaseEnd, renewed } from "../../workflow/claims.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { actorOf } from "./acting.ts";

/** Renews the lease on a phase that the caller has taken on, once a tenth of it is gone, so that few calls write. */
export async function keepClaim(world: Pick<World, "db" | "now">, workflow: Workflow, token: Token): Promise<Workflow> {
  const { claim, policy } = workflow;
  const end = leaseEnd(workflow);
  if (claim === null || end === null || !isSameActor(claim.by, actorOf(token))) return workflow;
  const next = renewed(claim, policy, world.now());
  const gainedMs = (next.expiresAt ?? end).getTime() - end.getTime();
  if (gainedMs < policy.limits.claimMinutes * tenthOfMinuteMs) return workflow;
  const renewedWorkflow = { ...workflow, claim: next };
  return (await renewClaim(world.db, renewedWorkflow, next)) ? renewedWorkflow : workflow;
}

const tenthOfMinuteMs = 6_000;
