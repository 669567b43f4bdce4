import type { Allowed, Missing } from "./decision.ts";
import type { ActorRef } from "./actor.ts";
import type { Policy } from "./policy.ts";
import type { Role } from "./roles.ts";
import type { State } from "./states.ts";
import type { Claim, Hold } from "./workflow.ts";

/** Why a workflow stands where it stands, and who can do what about it. Prose is made of it in `report/`; JSON otherwise. */
export interface Explanation {
  /** `none`: there is no workflow. `closed`: it was cancelled because its pull request was closed, and can be resumed. */
  readonly standing: "none" | "waiting" | "held" | "failed" | "complete" | "closed" | "cancelled";
  /** Null where there is no workflow; so are the next five. */
  readonly workflowId: string | null;
  readonly state: State | null;
  /** When the state was entered. */
  readonly since: Date | null;
  readonly headSha: string | null;
  readonly hold: Hold | null;
  /** Who has taken the phase on; null where nobody has. */
  readonly claim: Claim | null;
  /** In error: why. */
  readonly errorReason: string | null;
  /** The roles that can bring it on: the holder's, and the receiver's while the baton is in the air. Empty once it is over. */
  readonly roles: readonly Role[];
  /** What stands between here and the next state. Empty: nothing but somebody, or Baton, to say so. */
  readonly missing: readonly Missing[];
  /** Verdicts that are there and do not count, with the reason. */
  readonly discounted: readonly Discounted[];
  /** What somebody can do now. */
  readonly ways: readonly Way[];
  /** What Baton does without being asked. */
  readonly byItself: readonly Automatic[];
  /** What starts the next workflow. */
  readonly start: Policy["start"];
}

/** Something that may be done now, by whom, and what would still refuse it. */
export interface Way extends Allowed {
  readonly missing: readonly Missing[];
  /** Who may not, because they did the work that is judged; null: nobody is excepted. */
  readonly except: ActorRef | null;
}

/** A verdict that does not count. */
export interface Discounted {
  readonly kind: "check" | "review" | "deployment";
  /** The check's name, the reviewer's login, the deployment's environment; from outside. */
  readonly name: string;
  readonly url: string | null;
  readonly because:
    /** It is about another commit than the head. */
    | "other_commit"
    /** Whoever reviewed does not play the role, or wrote the change. */
    | "not_the_role"
    /** Whoever reviewed completed the implementation. */
    | "same_person"
    /** The rules want the check from another App. */
    | "other_app"
    /** It sent the work back already. */
    | "had_its_effect"
    /** The rules want the deployment of another environment, or by somebody else. */
    | "other_environment"
    | "other_creator";
}

/** Something that Baton does by itself. */
export interface Automatic {
  readonly does: "accept" | "advance" | "retry" | "fail" | "look";
  readonly once:
    | "now"
    | "checks_passed"
    | "check_failed"
    | "approved"
    | "changes_requested"
    | "deployed"
    | "deployment_failed"
    | "merged"
    | "time_is_up";
  /** When that is, as far as it is known. */
  readonly at: Date | null;
}
