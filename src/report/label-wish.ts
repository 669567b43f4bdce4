import { allowedIntents } from "../workflow/allowed.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { IntentOf, Wish } from "../workflow/intent.ts";
import { intentToReach } from "../workflow/reach.ts";
import type { State } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { parseLabel } from "./labels.ts";

export interface ChangedLabel {
  readonly change: "added" | "removed";
  readonly label: string;
  readonly at: Date;
  /** What `baton: start` asks for. */
  readonly start: Omit<IntentOf<"start">, "by">;
}

/**
 * What a label asks of a workflow; null where it asks for nothing but to be put right, as one of the state that is current.
 */
export function wishOfLabel(
  current: Workflow | null,
  { change, label: name, at, start }: ChangedLabel,
): ((workflow: Workflow | null) => Wish | Refusal) | null {
  const label = parseLabel(name);
  if (label === null) return null;
  if (change === "removed") return label.kind === "hold" ? () => ({ kind: "unhold", at }) : null;
  switch (label.kind) {
    case "hold":
      return () => ({ kind: "hold", reason: null, at });
    case "retry":
      return () => ({ kind: "retry", reason: null, phase: null, findings: [], at });
    case "start":
      return () => start;
    case "state":
      return current?.currentState === label.state ? null : (workflow) => reach(workflow, label.state, at);
  }
}

function reach(workflow: Workflow | null, target: State, at: Date): Wish | Refusal {
  if (workflow === null) return { reason: "no_workflow", intent: "advance", state: null, missing: [], allowed: [] };
  const step = intentToReach(workflow, target);
  if (step !== null) return { ...step, at };
  const { currentState: state } = workflow;
  return { reason: "not_reachable", intent: "advance", state, missing: [], allowed: allowedIntents(workflow) };
}
