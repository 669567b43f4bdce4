import { applyIntent } from "../orchestrator/apply-intent.ts";
import { parseLabel } from "../report/labels.ts";
import type { Request } from "../signals/signal.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import { wantAtWork } from "../store/want.ts";
import { allowedIntents } from "../workflow/allowed.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Wish } from "../workflow/intent.ts";
import { intentToReach } from "../workflow/reach.ts";
import type { State } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
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
  const asks = wishOf(turn, applying);
  if (asks === null || isThereAlready(applying, asks)) {
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
    intent: asks.intent,
    drafts: () => [],
  });
}

interface Asks {
  readonly intent: (workflow: Workflow | null) => Wish | Refusal;
  /** The state that a state label asks for. */
  readonly target: State | null;
}

/** What a label asks for; null where it asks for nothing but to be put right. */
function wishOf(turn: Turn, { request, at }: Label): Asks | null {
  const label = parseLabel(request.label);
  if (label === null) return null;
  if (request.change === "removed") {
    return label.kind === "hold" ? { intent: () => ({ kind: "unhold", at }), target: null } : null;
  }
  switch (label.kind) {
    case "hold":
      return { intent: () => ({ kind: "hold", reason: null, at }), target: null };
    case "retry":
      return { intent: () => ({ kind: "retry", reason: null, phase: null, findings: [], at }), target: null };
    case "start": {
      const start = startOf(turn, "label", at);
      return { intent: () => start, target: null };
    }
    case "state":
      return { intent: (workflow) => reach(workflow, label.state, at), target: label.state };
  }
}

/** A label of the state that is current asks for nothing. */
function isThereAlready({ pull }: Label, asks: Asks): boolean {
  return asks.target !== null && pull.newest?.workflow.currentState === asks.target;
}

function reach(workflow: Workflow | null, target: State, at: Date): Wish | Refusal {
  if (workflow === null) return { reason: "no_workflow", intent: "advance", state: null, missing: [], allowed: [] };
  const step = intentToReach(workflow, target);
  if (step !== null) return { ...step, at };
  const { currentState: state } = workflow;
  return { reason: "not_reachable", intent: "advance", state, missing: [], allowed: allowedIntents(workflow) };
}
