import { isOvertaken, isStale, type Seen } from "./staleness.ts";
import type { Decision } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { Intent, IntentKind, IntentOf } from "./intent.ts";
import { accept } from "./intents/accept.ts";
import { advance } from "./intents/advance.ts";
import { claim } from "./intents/claim.ts";
import { cancel } from "./intents/cancel.ts";
import { close } from "./intents/close.ts";
import { missingUnhold, refuse, type Context } from "./intents/context.ts";
import { fail } from "./intents/fail.ts";
import { hold } from "./intents/hold.ts";
import { lapse } from "./intents/lapse.ts";
import { merge } from "./intents/merge.ts";
import { push } from "./intents/push.ts";
import { reload } from "./intents/reload.ts";
import { reopen } from "./intents/reopen.ts";
import { retry } from "./intents/retry.ts";
import { rollback } from "./intents/rollback.ts";
import { start } from "./intents/start.ts";
import { unhold } from "./intents/unhold.ts";
import type { JsonProblem } from "./json-problem.ts";
import type { Policy } from "./policy.ts";
import { storable } from "./storable.ts";
import type { Workflow } from "./workflow.ts";

export interface Deciding {
  /** The newest workflow of the pull request; null before the first. */
  readonly workflow: Workflow | null;
  readonly intent: Intent;
  /** For `start` and `reload` the rules as they are now, which the workflow then keeps; else the workflow's own. */
  readonly policy: Policy;
  /** Names the rules that the policy is of; null, or left out: the defaults. */
  readonly rulesDigest?: string | null;
  /** Whether the rules are older ones, because those of now cannot be taken. */
  readonly rulesAreBroken?: boolean;
  readonly evidence: Evidence;
  readonly now: Date;
  /** The workflow before what was read for the intent took effect; null, or left out: nothing was read for it alone. */
  readonly seen?: Seen | null;
  /** Where the result of an advance does not match the repository's own JSON Schema for the phase. */
  readonly resultProblems?: readonly JsonProblem[];
}

/**
 * Says what an intent does to a workflow: the next workflow with the moves that lead to it, or why nothing moves. Pure and
 * total: no clock, no I/O, no exceptions.
 */
export function decide(deciding: Deciding): Decision {
  const { workflow } = deciding;
  const intent = withStorableTexts(deciding.intent);
  if (intent.kind === "start") return start({ ...deciding, intent });
  if (workflow === null) return refuse({ workflow, intent }, "no_workflow");
  const context = { ...deciding, workflow, intent };
  return refuseEarly(context, deciding.seen ?? null) ?? dispatch(context, intent);
}

const facts: ReadonlySet<IntentKind> = new Set(["push", "close", "reopen", "merge"]);

/** What a hold keeps from happening. */
const frozen: ReadonlySet<IntentKind> = new Set(["advance", "accept", "claim", "retry"]);

function refuseEarly(context: Context<IntentKind>, seen: Seen | null): Decision | null {
  const { workflow, intent } = context;
  if (facts.has(intent.kind)) return null;
  if (workflow.status !== "open") return refuse(context, "finished");
  if (isStale(intent, workflow)) return refuse(context, "stale");
  if (isOvertaken(intent, workflow, seen)) {
    return refuse(context, "stale", [{ kind: "head", current: workflow.headSha }]);
  }
  if (workflow.hold === null || !frozen.has(intent.kind)) return null;
  return refuse(context, "held", [missingUnhold(workflow.hold)]);
}

function dispatch(context: Context<IntentKind>, intent: Exclude<Intent, IntentOf<"start">>): Decision {
  switch (intent.kind) {
    case "advance":
      return advance({ ...context, intent });
    case "accept":
      return accept({ ...context, intent });
    case "claim":
      return claim({ ...context, intent });
    case "lapse":
      return lapse({ ...context, intent });
    case "retry":
      return retry({ ...context, intent });
    case "rollback":
      return rollback({ ...context, intent });
    case "fail":
      return fail({ ...context, intent });
    case "hold":
      return hold({ ...context, intent });
    case "unhold":
      return unhold({ ...context, intent });
    case "cancel":
      return cancel({ ...context, intent });
    case "reload":
      return reload({ ...context, intent });
    case "push":
      return push({ ...context, intent });
    case "close":
      return close({ ...context, intent });
    case "reopen":
      return reopen({ ...context, intent });
    case "merge":
      return merge({ ...context, intent });
  }
}

/** Results and metadata are refused where they cannot be stored; the texts around them are made to fit instead. */
function withStorableTexts(intent: Intent): Intent {
  const entries = Object.entries(intent).map(([key, value]) => [
    key,
    given.has(key) ? value : storable<unknown>(value),
  ]);
  return Object.fromEntries(entries) as Intent;
}

const given: ReadonlySet<string> = new Set(["result", "metadata"]);
