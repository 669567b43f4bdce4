import type { Misread } from "../commands/command.ts";
import { commandTable } from "../commands/grammar.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { allowedEffect, allowedTo, waysToAsk, worthNaming } from "./allowed-text.ts";
import { codeWord } from "./code-word.ts";
import { handoffKindTexts } from "./handoff-kinds.ts";
import { inertText } from "./inert.ts";
import { missingTexts } from "./missing-text.ts";
import { reasonTexts } from "./reasons.ts";
import type { RecordedHandoff } from "./report.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { showActor } from "./who.ts";

/** Why a command did nothing, what is missing and what would work instead. `command` is its word without the slash. */
export function renderRefusal(refused: {
  readonly refusal: Refusal;
  readonly command: string;
  readonly login?: string;
}): string {
  const { refusal, command, login } = refused;
  const said = login === undefined ? "" : ` from ${inertText(login, 60)}`;
  const { why, remedy } = reasonTexts[refusal.reason];
  const isOver = refusal.state === null || refusal.reason === "finished";
  const where = isOver ? "" : ` The relay is in **${stateNames[refusal.state]}**.`;
  return [
    `😕 **\`/${codeWord(command)}\`${said} changed nothing.** ${why}${where}`,
    ...missingList(refusal),
    remedy,
    ...whatWorks(refusal),
    helpHint,
  ].join("\n\n");
}

/** Why a line that was meant for Baton could not be read, and how it would have to be written. */
export function renderMisread({ word, problem }: Misread): string {
  const line = `**/${inertText(word, 40)}**`;
  switch (problem.kind) {
    case "unknown":
      return `😕 There is no command ${line}. Did you mean \`/${codeWord(problem.suggestion)}\`? ${helpHint}`;
    case "missing_argument":
      return `😕 ${line} needs to know more: say \`/${codeWord(word)} <${codeWord(problem.argument)}>\`. ${helpHint}`;
    case "not_a_state": {
      const meant = problem.suggestion === null ? "" : ` Did you mean \`${codeWord(problem.suggestion)}\`?`;
      return `😕 ${line}: “${inertText(problem.given, 60)}” is no state of the relay.${meant} ${helpHint}`;
    }
    case "unexpected_text":
      return `😕 ${line} takes nothing after it, but there was “${inertText(problem.given, 100)}”. Say it alone. ${helpHint}`;
    case "unknown_option":
      return `😕 ${line} has no option “${inertText(problem.given, 60)}”. ${helpHint}`;
    case "bad_json":
      return [
        `😕 ${line}: the \`json\` block below it cannot be read: ${inertText(problem.message, 300)}.`,
        "It has to be one JSON object. Correct it and say the command again in a new comment: edits are not read.",
      ].join(" ");
    case "too_many":
      return [
        `😕 ${line} was not carried out, nor what came after it: of one comment the first ${String(problem.max)} commands are.`,
        "Say the others in a new comment.",
      ].join(" ");
  }
}

/** The handoffs of a relay, oldest first; null where there is none. */
export function renderHistory(
  history: {
    readonly workflow: Workflow;
    readonly handoffs: readonly RecordedHandoff[];
    /** How many there are; `handoffs` may be only the latest. */
    readonly count: number;
  } | null,
): string {
  if (history === null) return "There is no build relay on this pull request yet. Comment `/start` to begin one.";
  const { workflow, handoffs, count } = history;
  const began = `The relay began ${showTime(workflow.createdAt)}, started by ${showActor(workflow.metadata.startedBy)}`;
  if (count === 0) return `${began}. Nothing has been handed on yet.`;
  const rows = handoffs.toSorted((a, b) => a.seq - b.seq).map(historyRow);
  const omitted = count - handoffs.length;
  return [
    `**History: ${String(count)} ${count === 1 ? "handoff" : "handoffs"}.** ${began}; it is now in **${stateNames[workflow.currentState]}**.`,
    ["| | When | From | To | What | By | Notes |", "|--:|---|---|---|---|---|---|", ...rows].join("\n"),
    ...(omitted > 0 ? [`_The ${String(omitted)} before these are kept as well, but not shown here._`] : []),
  ].join("\n\n");
}

/** All commands, from the table that the parser reads as well. */
export function renderHelp(): string {
  const rows = commandTable.map(({ usage, summary, who, example }) => {
    return `| \`${usage}\` | ${summary} | ${who} | \`${example}\` |`;
  });
  return [
    "**Baton hands a build on from role to role on this pull request**, from discovery to deployment. These commands move it:",
    ["| Command | What it does | Who may | For example |", "|---|---|---|---|", ...rows].join("\n"),
    [
      "A command stands at the start of a line in a new comment; editing a comment runs nothing. Several may follow each other,",
      "until the first that is refused. `/baton` in front is optional (`/baton advance`). Who plays a role is what this repository",
      "says, and everyone with write access where it says nothing.",
    ].join(" "),
  ].join("\n\n");
}

/** Says that a request was given up, so that it is not lost in silence. `delivery` is GitHub's id of its webhook. */
export function renderSetAside({ delivery, why }: { readonly delivery: string; readonly why: string }): string {
  return [
    `⚠️ **A request was set aside:** ${inertText(why, 300)}. Nothing was changed by what was left of it.`,
    "Say it again in a new comment. If that fails too, whoever runs Baton finds the reason in its log under",
    `delivery \`${codeWord(delivery)}\`.`,
  ].join(" ");
}

/** Several replies as the one comment that is sent; what does not fit is counted. */
export function renderReplies(replies: readonly string[]): string {
  let text = "";
  for (const [index, reply] of replies.entries()) {
    const next = index === 0 ? reply : `${text}\n\n---\n\n${reply}`;
    if (next.length > repliesMax) {
      return `${text}\n\n---\n\n_Replies that did not fit here: ${String(replies.length - index)}._`;
    }
    text = next;
  }
  return text;
}

const missingMax = 15;

const allowedMax = 4;

/** Room for what is added when a comment is sent. */
const repliesMax = 59_000;

const helpHint = "`/help` lists all commands.";

function missingList(refusal: Refusal): readonly string[] {
  // The state that the relay is in is said already.
  const missing = refusal.missing.filter((each) => each.kind !== "state" || each.expected !== refusal.state);
  const items = missingTexts(missing.slice(0, missingMax)).map((text) => `- ${text}`);
  const rest = missing.length - missingMax;
  if (rest > 0) items.push(`- and ${String(rest)} more`);
  return items.length === 0 ? [] : [items.join("\n")];
}

/** What else would be taken now; where there is no relay the remedy says all. */
function whatWorks({ reason, intent, state, allowed }: Refusal): readonly string[] {
  if (state === null || reason === "finished") return [];
  const others = worthNaming(allowed).filter((each) => each.intent !== intent);
  const ways = others.slice(0, allowedMax).map((each) => {
    return `- ${waysToAsk[each.intent]} ${allowedEffect(each)} (${allowedTo(each)})`;
  });
  return ways.length === 0 ? [] : [`What works now as well:\n\n${ways.join("\n")}`];
}

function historyRow(handoff: RecordedHandoff): string {
  const cells = [
    String(handoff.seq),
    showTime(handoff.at),
    stateNames[handoff.fromState],
    stateNames[handoff.toState],
    handoffKindTexts[handoff.kind],
    showActor(handoff.by),
    handoff.notes === null ? "" : inertText(handoff.notes, 100),
  ];
  return `| ${cells.join(" | ")} |`;
}
