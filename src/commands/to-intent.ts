import type { Actor } from "../workflow/actor.ts";
import type { Intent } from "../workflow/intent.ts";
import type { Command } from "./command.ts";

/** A command that asks for a change. */
export type ChangingCommand = Exclude<Command, { name: "status" | "history" | "explain" | "help" }>;

/** Who said a command, when and where. */
export interface Saying {
  readonly by: Actor;
  readonly at: Date;
  /** For a workflow that is to be started. */
  readonly workflowId: string;
  readonly repositoryId: number;
  readonly pullNumber: number;
}

/** What a command asks of the workflow. */
export function toIntent(command: ChangingCommand, { by, at, workflowId, repositoryId, pullNumber }: Saying): Intent {
  const said = { by, at };
  switch (command.name) {
    case "start": {
      const { requirements } = command;
      const where = { workflowId, repositoryId, pullNumber };
      return { kind: "start", buildId: null, requirements, metadata: {}, ...where, ...said };
    }
    case "advance": {
      const { result, notes, force } = command;
      return { kind: "advance", from: null, result, notes, force, headSha: null, ...said };
    }
    case "accept":
      return { kind: "accept", notes: command.notes, ...said };
    case "retry":
      return { kind: "retry", reason: command.reason, phase: command.phase, findings: [], ...said };
    case "rollback":
      return { kind: "rollback", target: command.target, reason: command.reason, ...said };
    case "fail":
    case "hold":
    case "cancel":
      return { kind: command.name, reason: command.reason, ...said };
    case "unhold":
      return { kind: "unhold", ...said };
  }
}
