import type { Command, ParsedCommand } from "../commands/command.ts";
import { renderHelp, renderHistory, renderMisread } from "../report/render-reply.ts";
import { loadHistory } from "../store/history.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Turn } from "./context.ts";

/** Commands that ask and change nothing. */
export type Question = Extract<Command, { name: "status" | "history" | "help" }>;

export function isQuestion(command: Command): command is Question {
  return command.name === "status" || command.name === "history" || command.name === "help";
}

/** Handoffs that a reply shows. */
const handoffsShown = 50;

/** The text that answers a question or a misread line; null where the refreshed report is the answer. */
export async function answerCommand(turn: Turn, pull: LoadedPull, command: ParsedCommand): Promise<string | null> {
  switch (command.name) {
    case "misread":
      return renderMisread(command);
    case "help":
      return renderHelp();
    case "history": {
      if (pull.newest === null) return renderHistory(null);
      const { workflow, handoffSeq } = pull.newest;
      const after = Math.max(0, handoffSeq - handoffsShown);
      const { handoffs } = await loadHistory(turn.context.world.db, workflow.id, { after, limit: handoffsShown });
      return renderHistory({ workflow, handoffs, count: handoffSeq });
    }
    default:
      return null;
  }
}
