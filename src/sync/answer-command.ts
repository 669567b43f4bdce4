import type { Command, ParsedCommand } from "../commands/command.ts";
import { renderExplanation } from "../report/render-explanation.ts";
import { renderHelp, renderHistory, renderMisread } from "../report/render-reply.ts";
import { takeRules } from "../orchestrator/take-rules.ts";
import { loadHistory } from "../store/history.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { explain } from "../workflow/explain.ts";
import { evidenceNeeds } from "../workflow/needs.ts";
import type { Turn } from "./context.ts";
import { lookNow } from "./look-now.ts";

/** Commands that ask and change nothing. */
export type Question = Extract<Command, { name: "status" | "history" | "explain" | "help" }>;

export function isQuestion(command: Command): command is Question {
  return ["status", "history", "explain", "help"].includes(command.name);
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
    case "explain":
      return explainNow(turn, pull);
    default:
      return null;
  }
}

/** Why the relay does not move, as of now: GitHub is read first, and what follows from it has taken effect. */
async function explainNow(turn: Turn, before: LoadedPull): Promise<string> {
  const { world, serverUrl } = turn.context;
  const { newest, pull, repository } = await lookNow(turn, before);
  const workflow = newest?.workflow ?? null;
  const evidence = workflow === null ? await world.gather(before, evidenceNeeds(null, null)) : pull.evidence;
  // Whatever begins next goes by the rules as they are now.
  const rules = workflow?.status === "open" ? workflow : await takeRules(world, repository);
  const { policy } = workflow ?? rules;
  const { start } = rules.policy;
  const explanation = explain({ workflow, policy, start, evidence, now: world.now(), looksAt: pull.lookAt });
  return renderExplanation(explanation, { serverUrl, readingProblem: pull.readingProblem });
}
