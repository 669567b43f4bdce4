import type { ActorRef } from "../workflow/actor.ts";
import type { Handoff } from "../workflow/decision.ts";
import type { PullEvidence } from "../workflow/evidence.ts";
import type { Role } from "../workflow/roles.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** What the context message of a role is made of. */
export interface ContextInput {
  readonly role: Role;
  readonly workflow: Workflow;
  /** `owner/repo`. */
  readonly fullName: string;
  /** Where GitHub is, without a slash at the end. */
  readonly serverUrl: string;
  /** Where Baton is, without a slash at the end; null where nobody told it. */
  readonly batonUrl: string | null;
  /** What was last read of the pull request. */
  readonly pull: Pick<PullEvidence, "title"> | null;
  /** Newest first. */
  readonly handoffs: readonly PassedOn[];
  /** Random, made for this message alone: at least 16 hexadecimal digits in lower case. */
  readonly boundary: string;
}

/** A handoff as it was recorded. */
export type PassedOn = Pick<Handoff, "kind" | "fromState" | "toState" | "data" | "notes"> & {
  readonly seq: number;
  readonly by: ActorRef;
  readonly at: Date;
};
