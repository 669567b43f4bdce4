import { hasPermission, isMachine, refOf, type Actor } from "./actor.ts";
import { isFact, isSameActor } from "./authority.ts";
import type { Missing, RefusalReason } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { isSamePerson } from "./same-person.ts";
import { isHandoffState, isPhase, stateFacts, type State } from "./states.ts";
import type { Claim, Workflow } from "./workflow.ts";

const minuteMs = 60_000;

/** How often the role is called again because nobody who took the phase on was heard of in time; the next one ends in error. */
export const lapsesMax = 3;

/** Takes a phase on with the next change of the workflow. Machines fall silent without a word, so theirs ends by itself. */
export function newClaim({ version, policy }: Pick<Workflow, "version" | "policy">, by: Actor, now: Date): Claim {
  const expiresAt = isMachine(by) ? leaseFrom(policy, now) : null;
  return { by: refOf(by), at: now, fence: version + 1, expiresAt };
}

/** The claim after a sign of life of whoever has it. */
export function renewed(claim: Claim, policy: Pick<Policy, "limits">, now: Date): Claim {
  return claim.expiresAt === null ? claim : { ...claim, expiresAt: leaseFrom(policy, now) };
}

/** The same of a workflow, whose claim is null where nobody has the phase. */
export function renewedClaim({ claim, policy }: Pick<Workflow, "claim" | "policy">, now: Date): Claim | null {
  return claim === null ? null : renewed(claim, policy, now);
}

function leaseFrom({ limits }: Pick<Policy, "limits">, now: Date): Date {
  return new Date(now.getTime() + limits.claimMinutes * minuteMs);
}

/** When the lease on the present phase runs out; null where there is none, or while the work is held. */
export function leaseEnd({ status, claim, hold }: Workflow): Date | null {
  return status !== "open" || hold !== null ? null : (claim?.expiresAt ?? null);
}

/**
 * Who has a phase that is entered by a step: whoever accepted the handoff in the role that gets it, unless separation of duties
 * keeps them from completing it. A claim on discovery goes on in planning, where the same role has the work.
 */
export function claimOnEntry(workflow: Workflow, to: State, by: Actor, now: Date): Claim | null {
  const { currentState, claim, policy } = workflow;
  const { holder } = stateFacts[to];
  if (!isPhase(to) || holder === null || isFact(by)) return null;
  if (isHandoffState(currentState)) {
    const mayWork = by.roles.includes(holder) && !isSamePerson({ ...workflow, currentState: to }, policy, by);
    return mayWork ? newClaim(workflow, by, now) : null;
  }
  return claim !== null && isSameActor(claim.by, by) ? renewed(claim, policy, now) : null;
}

/** Why somebody may not complete, send back or give up a phase that was taken on. */
export interface ClaimLack {
  readonly reason: Extract<RefusalReason, "claimed" | "claim_lost">;
  readonly missing: readonly Missing[];
}

/**
 * An agent has the phase to itself while its lease lasts, and keeps out of a phase that a person took on; people stand in for
 * one another. Whoever shows the number of a claim means that one and no other.
 */
export function lacksClaim(
  { claim }: Pick<Workflow, "claim">,
  { by, fence = null }: { readonly by: Actor; readonly fence?: number | null },
): ClaimLack | null {
  const missing = claim === null ? [] : [missingClaim(claim)];
  if (fence !== null && fence !== claim?.fence) return { reason: "claim_lost", missing };
  if (claim === null || isFact(by) || isSameActor(claim.by, by)) return null;
  const isBetweenPeople = claim.expiresAt === null && !isMachine(by);
  return isBetweenPeople ? null : { reason: "claimed", missing };
}

/** The same for sending back and giving up, which whoever maintains the repository may do for somebody else. */
export function lacksClaimToStop(
  workflow: Pick<Workflow, "claim">,
  asked: Parameters<typeof lacksClaim>[1],
): ClaimLack | null {
  const lack = lacksClaim(workflow, asked);
  // Nobody acts under a claim that is gone.
  return lack?.reason === "claimed" && hasPermission(asked.by, "maintain") ? null : lack;
}

/** What an event says of the lease that it gave to whoever brought it about; nothing where it gave none. */
export function claimAsJson(claim: Claim | null): Readonly<Record<string, unknown>> {
  if (claim === null || claim.expiresAt === null) return {};
  return { claim: { fence: claim.fence, expires_at: claim.expiresAt.toISOString() } };
}

export function missingClaim({ by, fence, expiresAt }: Claim): Missing {
  return { kind: "claim", by, fence, until: expiresAt };
}
