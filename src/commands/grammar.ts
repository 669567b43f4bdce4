import { phases } from "../workflow/states.ts";
import type { Command, ParsedCommand } from "./command.ts";
import { readJsonBlock } from "./read-json-block.ts";
import { readState } from "./read-state.ts";
import { misread, quote, type Said } from "./said.ts";

/** One command: all that the parser, `/help` and the documentation know of it. */
export interface CommandRow {
  readonly name: Command["name"];
  /** As in usage lines: `<needed>`, `[optional]`. */
  readonly usage: string;
  readonly summary: string;
  readonly who: string;
  readonly example: string;
  /** In lower case. An option that a command does not have is no part of its text: it was meant to have an effect. */
  readonly options?: readonly string[];
  readonly read: (said: Said) => ParsedCommand;
}

const anyWriter = "write access";
const theRole = "the role that has the baton";
const maintainer = "maintain or admin";
const anyTriager = "triage access";

/** The grammar. A command that is not here does not exist, one that is here is read, explained and documented. */
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
    options: ["--force"],
    read: readAdvance,
  },
  {
    name: "accept",
    usage: "/accept [notes]",
    summary: "Takes the baton that is in the air between two roles.",
    who: "the role that gives or the role that receives",
    example: "/accept",
    read: readAccept,
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
    read: ({ rest }) => ({ name: "fail", reason: orNull(rest) }),
  },
  {
    name: "hold",
    usage: "/hold [reason]",
    summary: "Stops everything until `/unhold`.",
    who: anyWriter,
    example: "/hold Waiting for the legal review.",
    read: ({ rest }) => ({ name: "hold", reason: orNull(rest) }),
  },
  {
    name: "unhold",
    usage: "/unhold",
    summary: "Goes on after a hold.",
    who: `who held it, or ${maintainer}`,
    example: "/unhold",
    read: (said) => alone(said, { name: "unhold" }),
  },
  {
    name: "status",
    usage: "/status",
    summary: "Reads GitHub again and refreshes the status comment.",
    who: anyTriager,
    example: "/status",
    read: (said) => alone(said, { name: "status" }),
  },
  {
    name: "explain",
    usage: "/explain",
    summary: "Reads GitHub again, and replies with why the relay does not move and who can do what about it.",
    who: anyTriager,
    example: "/explain",
    read: (said) => alone(said, { name: "explain" }),
  },
  {
    name: "history",
    usage: "/history",
    summary: "Replies with all handoffs.",
    who: anyTriager,
    example: "/history",
    read: (said) => alone(said, { name: "history" }),
  },
  {
    name: "cancel",
    usage: "/cancel [reason]",
    summary: "Ends the relay for good; `/start` begins a new one.",
    who: maintainer,
    example: "/cancel Replaced by another pull request.",
    read: ({ rest }) => ({ name: "cancel", reason: orNull(rest) }),
  },
  {
    name: "reload",
    usage: "/reload",
    summary: "Takes this repository's rules as they are now into the relay, which goes by those of its beginning.",
    who: maintainer,
    example: "/reload",
    read: (said) => alone(said, { name: "reload" }),
  },
  {
    name: "help",
    usage: "/help",
    summary: "Replies with this table.",
    who: anyTriager,
    example: "/help",
    read: (said) => alone(said, { name: "help" }),
  },
];

function readAdvance(said: Said): ParsedCommand {
  const block = readJsonBlock(said.jsonBlocks);
  if (!block.ok) return misread(said, { kind: "bad_json", message: block.message });
  return { name: "advance", force: said.options.length > 0, notes: orNull(said.rest), result: block.value };
}

/** A result has no place here, which whoever gives one is to be told. */
function readAccept(said: Said): ParsedCommand {
  const block = readJsonBlock(said.jsonBlocks);
  if (!block.ok) return misread(said, { kind: "bad_json", message: block.message });
  return { name: "accept", notes: orNull(said.rest), result: block.value };
}

/** Only a first word that is a phase is one: `/retry the tests are flaky` gives a reason. */
function readRetry({ rest }: Said): ParsedCommand {
  const [first = ""] = rest.split(/\s/, 1);
  const phase = phases.find((each) => each === first.toLowerCase()) ?? null;
  return { name: "retry", phase, reason: orNull(phase === null ? rest : rest.slice(first.length).trim()) };
}

function readRollback(said: Said): ParsedCommand {
  if (said.rest === "") return misread(said, { kind: "missing_argument", argument: "state" });
  const read = readState(said.rest);
  if (read.state !== null) return { name: "rollback", target: read.state, reason: orNull(read.rest) };
  return misread(said, { kind: "not_a_state", given: quote(read.given), suggestion: read.suggestion });
}

/** A command that takes nothing behind it: more was meant for somebody else, or is a misunderstanding. */
function alone(said: Said, command: Command): ParsedCommand {
  return said.rest === "" ? command : misread(said, { kind: "unexpected_text", given: quote(said.rest) });
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
