import { applyIntent } from "../orchestrator/apply-intent.ts";
import type { Request } from "../signals/signal.ts";
import { wantAtWork } from "../store/want.ts";
import { allowedIntents } from "../workflow/allowed.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Wish } from "../workflow/intent.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { parseButton } from "../report/buttons.ts";
import type { Applying } from "./applying.ts";
import type { Turn } from "./context.ts";

type Button = Applying<Extract<Request, { kind: "button" }>>;

/** Applies a button of the check run. It counts only for the turn and the commit that it was shown for. */
export async function applyButton(turn: Turn, applying: Button): Promise<void> {
  const { guid } = applying.kept;
  await wantAtWork(turn.context.world.db, turn.lease, { report: true });
  await applyIntent(turn.context.world, {
    ref: turn.lease,
    cause: `delivery:${guid}#0`,
    delivery: { guid, index: 0, last: true },
    by: applying.by,
    intent: (workflow) => intentOf(applying, workflow),
    drafts: () => [],
  });
}

function intentOf({ request, at }: Button, workflow: Workflow | null): Wish | Refusal {
  const button = parseButton(request.identifier);
  if (workflow === null || button === null) {
    return { reason: "no_workflow", intent: "advance", state: null, missing: [], allowed: [] };
  }
  const shownFor = request.externalId?.split(":")[0];
  const isOfThisTurn = shownFor === workflow.id && button.stateSeq === workflow.stateSeq;
  if (!isOfThisTurn || request.headSha !== workflow.headSha) {
    const { currentState: state } = workflow;
    return { reason: "stale", intent: button.intent, state, missing: [], allowed: allowedIntents(workflow) };
  }
  switch (button.intent) {
    case "advance":
      return {
        kind: "advance",
        from: null,
        result: null,
        notes: null,
        force: false,
        headSha: request.headSha,
        at,
      };
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
