import type { ParsedCommand } from "../commands/command.ts";
import { toIntent } from "../commands/to-intent.ts";
import { applyIntent } from "../orchestrator/apply-intent.ts";
import { pinnedRules } from "../orchestrator/pinned-rules.ts";
import type { Request } from "../signals/signal.ts";
import { recordOutcome } from "../store/record-outcome.ts";
import { answerCommand, isQuestion } from "./answer-command.ts";
import type { Applying } from "./applying.ts";
import type { Turn } from "./context.ts";
import { draftReaction, draftRefusal, draftReply, mayBeAnswered } from "./drafts.ts";
import { isAskedBefore } from "./is-asked-before.ts";
import { wantAtWork } from "../store/want.ts";

type Commands = Applying<Extract<Request, { kind: "commands" }>>;

/** How a command came out, as its comment's reaction shows it. */
type Standing = "moved" | "done" | "refused" | "settled";

/**
 * Applies the commands of one comment in order, until the first refusal. Each is recorded as judged by the statement that
 * saves it, so that a restart goes on behind it.
 */
export async function applyCommands(turn: Turn, applying: Commands): Promise<void> {
  const { commands } = applying.request;
  let moved = false;
  for (let index = applying.kept.judged; index < commands.length; index += 1) {
    const command = commands[index];
    if (command === undefined) return;
    const last = index === commands.length - 1;
    const standing = await applyCommand(turn, applying, { command, index, last, moved });
    applying.latest.mayHaveChanged();
    if (standing === "refused" || standing === "settled") return;
    moved ||= standing === "moved";
  }
}

interface Step<C extends ParsedCommand = ParsedCommand> {
  readonly command: C;
  readonly index: number;
  readonly last: boolean;
  /** Whether an earlier command of the comment moved the workflow. */
  readonly moved: boolean;
}

async function applyCommand(turn: Turn, applying: Commands, step: Step): Promise<Standing> {
  const { command } = step;
  if (command.name === "misread" || isQuestion(command)) return answer(turn, applying, { ...step, command });
  const { context, lease } = turn;
  const { guid } = applying.kept;
  const cause = `delivery:${guid}#${String(step.index)}`;
  const workflowId = context.world.newId();
  // Where the rules cannot be taken, the report says why.
  if (command.name === "reload") await wantAtWork(context.world.db, lease, { report: true });
  const outcome = await applyIntent(context.world, {
    ref: lease,
    cause,
    delivery: { guid, index: step.index, last: step.last },
    by: applying.by,
    intent: () => toIntent(command, { at: applying.at, workflowId, ...lease }),
    drafts: (outcome, by) => {
      if (outcome.result === "refused") {
        return [
          draftReaction(applying, "confused"),
          ...draftRefusal(by, { cause, command: command.name, refusal: outcome.refusal }),
        ];
      }
      return step.last ? [draftReaction(applying, changesState(outcome) || step.moved ? "rocket" : "+1")] : [];
    },
  });
  if (outcome.result === "refused" || outcome.result === "settled") return outcome.result;
  return changesState(outcome) ? "moved" : "done";
}

function changesState(outcome: {
  result: string;
  from?: unknown;
  workflow: { currentState: unknown } | null;
}): boolean {
  return outcome.result === "moved" && outcome.from !== outcome.workflow?.currentState;
}

/**
 * Answers what changes nothing: a question, or a line that could not be read (which counts as a refusal). Who asks comes
 * first, since an answer can take many readings of GitHub and a stranger gets none.
 */
async function answer(turn: Turn, applying: Commands, step: Step): Promise<Standing> {
  const { guid } = applying.kept;
  const misread = step.command.name === "misread";
  const cause = `delivery:${guid}#${String(step.index)}`;
  const pull = await applying.latest.load();
  const by = await applying.by(await pinnedRules(turn.context.world.db, pull.newest));
  const isAnswered = mayBeAnswered(by) && !isAskedBefore(applying.request.commands, step.index);
  const text = isAnswered ? await answerCommand(turn, pull, step.command) : null;
  const reaction = misread ? "confused" : step.moved ? "rocket" : "+1";
  const ends = misread || step.last;
  if (isAnswered && step.command.name === "status")
    await wantAtWork(turn.context.world.db, turn.lease, { facts: true, report: true });
  const recorded = await recordOutcome(turn.context.world.db, {
    delivery: { guid, index: step.index, outcome: { result: misread ? "refused" : "answered" }, last: ends },
    ...turn.lease,
    outbox: [
      ...(ends ? [draftReaction(applying, reaction)] : []),
      ...(text === null ? [] : draftReply(by, { cause, text })),
    ],
  });
  if (!recorded) return "settled";
  return misread ? "refused" : "done";
}
