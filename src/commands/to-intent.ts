import type { Wish } from "../workflow/intent.ts";
import type { Command } from "./command.ts";

/** A command that asks for a change. */
export type ChangingCommand = Exclude<Command, { name: "status" | "history" | "explain" | "help" }>;

/** When a command was said, and where. */
export interface Saying {
  readonly at: Date;
  /** For a workflow that is to be started. */
  readonly workflowId: string;
  readonly repositoryId: number;
  readonly pullNumber: number;
}

/** What a command asks of the workflow. */
export function toIntent(command: ChangingCommand, { at, workflowId, repositoryId, pullNumber }: Saying): Wish {
  switch (command.name) {
    case "start": {
      const { requirements } = command;
      const where = { workflowId, repositoryId, pullNumber };
      return { kind: "start", way: "command", buildId: null, requirements, metadata: {}, ...where, at };
    }
    case "advance": {
      const { result, notes, force } = command;
      return { kind: "advance", from: null, result, notes, force, headSha: null, at };
    }
    case "accept":
      return { kind: "accept", result: command.result, notes: command.notes, at };
    case "retry":
      return { kind: "retry", reason: command.reason, phase: command.phase, findings: [], at };
    case "rollback":
      return { kind: "rollback", target: command.target, reason: command.reason, at };
    case "fail":
    case "hold":
    case "cancel":
      return { kind: command.name, reason: command.reason, at };
    case "unhold":
    case "reload":
      return { kind: command.name, at };
  }
}
