import { allowedIntents } from "../workflow/allowed.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Wish } from "../workflow/intent.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { parseButton, type ButtonIntent } from "./buttons.ts";

export interface Press {
  readonly identifier: string;
  readonly headSha: string;
  /** Of the check run: `<workflow>:<version>`. */
  readonly externalId: string | null;
  readonly at: Date;
}

/** What a button of the check run asks of a workflow. It counts only for the turn and the commit that it was shown for. */
export function wishOfButton(
  workflow: Workflow | null,
  { identifier, headSha, externalId, at }: Press,
): Wish | Refusal {
  const button = parseButton(identifier);
  if (workflow === null || button === null) {
    return { reason: "no_workflow", intent: "advance", state: null, missing: [], allowed: [] };
  }
  const isOfThisTurn = externalId?.split(":")[0] === workflow.id && button.stateSeq === workflow.stateSeq;
  if (isOfThisTurn && headSha === workflow.headSha) return wishFor(button.intent, headSha, at);
  const { currentState: state } = workflow;
  return { reason: "stale", intent: button.intent, state, missing: [], allowed: allowedIntents(workflow) };
}

function wishFor(intent: ButtonIntent, headSha: string, at: Date): Wish {
  switch (intent) {
    case "advance":
      return { kind: "advance", from: null, result: null, notes: null, force: false, headSha, at };
    case "accept":
      return { kind: "accept", notes: null, at };
    case "retry":
      return { kind: "retry", reason: null, phase: null, findings: [], at };
    case "hold":
      return { kind: "hold", reason: null, at };
    case "unhold":
      return { kind: "unhold", at };
  }
}
