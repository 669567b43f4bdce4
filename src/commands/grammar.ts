import { phases, states, type Phase, type State } from "../workflow/states.ts";
import type { Command, ParsedCommand } from "./command.ts";
import { nearest } from "./nearest.ts";
import { readJsonBlock } from "./read-json-block.ts";

/** What stands behind a command's word. */
export interface Arguments {
  /** The rest of its line, trimmed. */
  readonly rest: string;
  /** The comment's source from there to the next command, trimmed: the rest of the line included. */
  readonly below: string;
  /** The first fenced `json` block before the next command. */
  readonly jsonBlock: string | null;
}

/** One command: all that the parser, `/help` and the documentation know of it. */
export interface CommandRow {
  readonly name: Command["name"];
  /** As in usage lines: `<needed>`, `[optional]`. */
  readonly usage: string;
  readonly summary: string;
  readonly who: string;
  readonly example: string;
  readonly read: (given: Arguments) => ParsedCommand;
}

const anyWriter = "write access";
const theRole = "the role that has the baton";
const maintainer = "maintain or admin";
const anyTriager = "triage access";

export const commandTable: readonly CommandRow[] = [
  {
    name: "start",
    usage: "/start [requirements]",
    summary:
      "Starts a relay here. What is wanted may take several paragraphs; without it, the title and text of the pull request count.",
    who: anyWriter,
    example: "/start Customers can pay by card.",
    read: ({ below }) => ({ name: "start", requirements: orNull(below) }),
  },
  {
    name: "advance",
    usage: "/advance [--force] [notes]",
    summary:
      "Completes the current state. A fenced `json` block below is the result of the phase. `--force` goes past what is missing.",
    who: `${theRole}; with \`--force\` ${maintainer}`,
    example: "/advance The plan is in the wiki.",
    read: readAdvance,
  },
  {
    name: "accept",
    usage: "/accept [notes]",
    summary: "Takes the baton that is in the air between two roles.",
    who: "the role that gives or the role that receives",
    example: "/accept",
    read: ({ rest }) => withoutOptions("accept", rest, { name: "accept", notes: orNull(rest) }),
  },
  {
    name: "retry",
    usage: "/retry [phase] [reason]",
    summary:
      "Sends the work back to implementation from testing or verification. In error it recovers, to the phase that failed or the one named.",
    who: theRole,
    example: "/retry The totals are wrong.",
    read: readRetry,
  },
  {
    name: "rollback",
    usage: "/rollback <state> [reason]",
    summary: "Goes back to an earlier state.",
    who: maintainer,
    example: "/rollback planning The requirements changed.",
    read: readRollback,
  },
  {
    name: "fail",
    usage: "/fail [reason]",
    summary: "Stops the relay in error, from which it can be recovered.",
    who: theRole,
    example: "/fail The vendor withdrew the API.",
    read: ({ rest }) => withoutOptions("fail", rest, { name: "fail", reason: orNull(rest) }),
  },
  {
    name: "hold",
    usage: "/hold [reason]",
    summary: "Stops everything until `/unhold`.",
    who: anyWriter,
    example: "/hold Waiting for the legal review.",
    read: ({ rest }) => withoutOptions("hold", rest, { name: "hold", reason: orNull(rest) }),
  },
  {
    name: "unhold",
    usage: "/unhold",
    summary: "Goes on after a hold.",
    who: `who held it, or ${maintainer}`,
    example: "/unhold",
    read: ({ rest }) => alone({ name: "unhold" }, rest),
  },
  {
    name: "status",
    usage: "/status",
    summary: "Reads GitHub again and refreshes the status comment.",
    who: anyTriager,
    example: "/status",
    read: ({ rest }) => alone({ name: "status" }, rest),
  },
  {
    name: "history",
    usage: "/history",
    summary: "Replies with all handoffs.",
    who: anyTriager,
    example: "/history",
    read: ({ rest }) => alone({ name: "history" }, rest),
  },
  {
    name: "cancel",
    usage: "/cancel [reason]",
    summary: "Ends the relay for good; `/start` begins a new one.",
    who: maintainer,
    example: "/cancel Replaced by another pull request.",
    read: ({ rest }) => withoutOptions("cancel", rest, { name: "cancel", reason: orNull(rest) }),
  },
  {
    name: "help",
    usage: "/help",
    summary: "Replies with this table.",
    who: anyTriager,
    example: "/help",
    read: ({ rest }) => alone({ name: "help" }, rest),
  },
];

function readAdvance({ rest, jsonBlock }: Arguments): ParsedCommand {
  const force = /^--force(?=\s|$)/i.test(rest);
  const notes = force ? rest.slice("--force".length).trim() : rest;
  const result = jsonBlock === null ? null : readJsonBlock(jsonBlock);
  if (typeof result === "string") {
    return { name: "misread", word: "advance", problem: { kind: "bad_json", message: result } };
  }
  return withoutOptions("advance", notes, { name: "advance", force, notes: orNull(notes), result });
}

function readRetry({ rest }: Arguments): ParsedCommand {
  const { first, others } = split(rest);
  const phase = phases.find((each) => each === stateWord(first)) ?? null;
  const reason = orNull(phase === null ? rest : others);
  return withoutOptions("retry", rest, { name: "retry", phase: phase satisfies Phase | null, reason });
}

function readRollback({ rest }: Arguments): ParsedCommand {
  const { first, others } = split(rest);
  if (first === "") {
    return { name: "misread", word: "rollback", problem: { kind: "missing_argument", argument: "state" } };
  }
  const target: State | undefined = states.find((each) => each === stateWord(first));
  if (target !== undefined) return { name: "rollback", target, reason: orNull(others) };
  const given = first.slice(0, givenMax);
  const suggestion = nearest(stateWord(given), states);
  return { name: "misread", word: "rollback", problem: { kind: "not_a_state", given, suggestion } };
}

/** What is quoted of a wrong argument. */
const givenMax = 80;

/** A command that takes nothing behind it: more was meant for somebody else, or is a misunderstanding. */
function alone(command: Command, rest: string): ParsedCommand {
  if (rest === "") return command;
  const problem = { kind: "unexpected_text", given: rest.slice(0, givenMax) } as const;
  return { name: "misread", word: command.name, problem };
}

/** Text may begin with anything but something that looks like an option, which the author meant to have an effect. */
function withoutOptions(word: string, text: string, command: Command): ParsedCommand {
  const option = /^--[a-z][\w-]*/i.exec(text)?.[0];
  if (option === undefined) return command;
  return { name: "misread", word, problem: { kind: "unknown_option", given: option.slice(0, givenMax) } };
}

function split(rest: string): { readonly first: string; readonly others: string } {
  const [first = ""] = rest.split(/\s/, 1);
  return { first, others: rest.slice(first.length).trim() };
}

/** States as people write them: any case, with hyphens as well. */
function stateWord(text: string): string {
  return text.toLowerCase().replaceAll("-", "_");
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
