import { jsonProblem } from "../workflow/json-problem.ts";
import { isPlainObject } from "../workflow/storable.ts";
import { jsonFault } from "./json-fault.ts";
import { quote } from "./said.ts";

export type JsonBlock =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> | null }
  | { readonly ok: false; readonly message: string };

/** Reads a phase result out of the fenced blocks below a command: the one object, null without a block, or what is wrong. */
export function readJsonBlock(blocks: readonly string[]): JsonBlock {
  const [block] = blocks;
  if (block === undefined) return { ok: true, value: null };
  if (blocks.length > 1) return wrong(`there are ${String(blocks.length)} of them, and only one can be the result`);
  const fault = jsonFault(block);
  if (fault !== null) return wrong(`line ${String(fault.line)}: ${fault.problem}`);
  const value: unknown = JSON.parse(block);
  if (!isPlainObject(value)) return wrong(`it must be an object in braces, but it is ${kindOf(value)}`);
  const unfit = jsonProblem(value);
  return unfit === null ? { ok: true, value } : wrong(`${unfit.path || "it"} ${unfit.problem}`);
}

const messageMax = 300;

function wrong(message: string): JsonBlock {
  return { ok: false, message: quote(message, messageMax) };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
