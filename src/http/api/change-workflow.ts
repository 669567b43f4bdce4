import type { Context } from "hono";
import type { RecordedChange } from "../../store/find-by-cause.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { Wish } from "../../workflow/intent.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { change } from "./change.ts";
import { findWorkflow } from "./find-workflow.ts";

export interface WorkflowChange {
  readonly id: string;
  readonly by: Actor;
  /** What a refusal says was asked for. */
  readonly kind: Wish["kind"];
  readonly wish: (newest: Workflow | null, at: Date) => Wish | Refusal;
}

export interface WorkflowChanged {
  /** As it was when the request came. */
  readonly workflow: Workflow;
  readonly moves: RecordedChange["moves"];
  /** The last of the moves that changed the state. */
  readonly handoff: RecordedChange["moves"][number]["handoff"];
  /** When it was asked for. */
  readonly at: Date;
}

/**
 * Changes the workflow that an address names. Requests go to the newest workflow of a pull request: one that named an older
 * one meant something that is over.
 */
export async function changeWorkflow(
  ports: ApiPorts,
  context: Context<ApiEnv>,
  { id, by, kind, wish }: WorkflowChange,
): Promise<WorkflowChanged> {
  const { workflow } = await findWorkflow(ports, context, id);
  const { repositoryId, pullNumber } = workflow;
  const at = ports.world.now();
  const { moves } = await change(ports, context, {
    ref: { repositoryId, pullNumber },
    by,
    intent: (newest) =>
      newest === null || newest.id === workflow.id
        ? wish(newest, at)
        : { reason: "finished", intent: kind, state: null, missing: [], allowed: [] },
  });
  return { workflow, moves, handoff: moves.findLast((move) => move.handoff !== null)?.handoff ?? null, at };
}
