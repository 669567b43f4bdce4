import { stringify } from "yaml";
import { phases, type Phase } from "../workflow/states.ts";
import { visible } from "../workflow/visible.ts";
import type { ContextInput, PassedOn } from "./context-input.ts";

/** Something that people or programs wrote, for a role to read. */
export interface ContextBlock {
  readonly heading: string;
  /** What it is, in words of ours. */
  readonly source: string;
  /** With hidden characters named, which makes it longer: what follows measures and cuts it as it is shown. */
  readonly text: string;
  /** Where the whole of it can be had. */
  readonly whole: string;
}

/** Everything from outside that a role builds on, from the beginning of the build to the last note. */
export function contextBlocks(input: ContextInput): readonly ContextBlock[] {
  const { workflow, pull, handoffs } = input;
  const { hold, metadata, baseRef } = workflow;
  const blocks = [
    block("The pull request", "pull request", { title: pull?.title, base_branch: baseRef }, onGitHub),
    textBlock("The requirements, as they were given at the start", "requirements", metadata.requirements),
    ...phases.map((phase) => resultBlock(phase, input)),
    block("Why the work came back", "setbacks", setbacks(handoffs), newestHandoff(handoffs)),
    block("Notes that were handed on", "notes", notes(handoffs), newestHandoff(handoffs)),
    block("Why it is on hold", "hold", hold === null ? null : { by: hold.by.login, reason: hold.reason }, onGitHub),
  ];
  return blocks.filter((each) => each !== null);
}

const onGitHub = "the pull request on GitHub";

const inHistory = "`get_workflow_history` over MCP, `GET /api/workflows/{id}/history` over HTTP";

/** Older setbacks and notes are in the history. */
const setbacksMax = 3;
const notesMax = 5;

function resultBlock(phase: Phase, { workflow, handoffs }: ContextInput): ContextBlock | null {
  const result = workflow.results[phase];
  const handedOn = handoffs.find(({ kind, fromState }) => kind === "step" && fromState === phase);
  const whole = handedOn === undefined ? inHistory : inHandoff(handedOn);
  return block(`The result of ${phase}`, `result of ${phase}`, result ?? null, whole);
}

function setbacks(handoffs: readonly PassedOn[]): unknown {
  return handoffs
    .map(({ kind, fromState, toState, data, by, at }) => ({
      kind,
      at: at.toISOString(),
      by: by.login,
      from: fromState,
      to: toState,
      reason: data["retry_reason"] ?? data["failure_reason"],
      evidence: data["evidence"],
    }))
    .filter(({ kind, reason, evidence }) => kind !== "step" && (isSaid(reason) || isSaid(evidence)))
    .slice(0, setbacksMax);
}

function notes(handoffs: readonly PassedOn[]): unknown {
  return handoffs
    .filter(({ notes }) => isSaid(notes))
    .slice(0, notesMax)
    .map(({ fromState, toState, by, notes }) => ({ from: fromState, to: toState, by: by.login, notes }));
}

function newestHandoff(handoffs: readonly PassedOn[]): string {
  return handoffs[0] === undefined ? inHistory : inHandoff(handoffs[0]);
}

function inHandoff({ seq }: PassedOn): string {
  return `\`get_handoff\` with \`seq: ${String(seq)}\` over MCP, \`GET /api/workflows/{id}/handoff?seq=${String(seq)}\` over HTTP`;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

function textBlock(heading: string, source: string, text: string | null): ContextBlock | null {
  return isSaid(text) ? { heading, source, text: visible(String(text)), whole: onGitHub } : null;
}

/** YAML shows a long text with its lines, as JSON does not, and says as surely where it ends. */
function block(heading: string, source: string, value: unknown, whole: string): ContextBlock | null {
  if (!isSaid(value)) return null;
  const text = visible(stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }));
  return { heading, source, text, whole };
}
