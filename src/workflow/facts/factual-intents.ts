import { githubActor } from "../actor.ts";
import type { Intent, Finding, GivenResult } from "../intent.ts";
import type { OnFailure } from "../policy.ts";
import { isHandoffState } from "../states.ts";
import type { Workflow } from "../workflow.ts";

/** Takes the baton where it is in the air, so that what arrived there is decided in the phase it belongs to. */
export function acceptFirst(workflow: Workflow, at: Date, then: Intent | null): Intent | null {
  if (then === null || !isHandoffState(workflow.currentState)) return then;
  return { kind: "accept", notes: null, by: githubActor, at };
}

/** Completes a phase because GitHub shows that its work is done. */
export function completeBy(at: Date, result: GivenResult | null): Intent {
  return { kind: "advance", from: null, result, notes: null, force: false, headSha: null, by: githubActor, at };
}

export interface Failure {
  readonly at: Date;
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** What the rules have a failure do; null where it is only shown. */
export function setBackBy(onFailure: OnFailure, failure: Failure): Intent | null {
  switch (onFailure) {
    case "retry":
      return { kind: "retry", phase: null, by: githubActor, ...failure };
    case "fail":
      return { kind: "fail", by: githubActor, ...failure };
    case "nothing":
      return null;
  }
}

/** The first of some names from outside, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const more = names.length > namesMax ? ` and ${String(names.length - namesMax)} more` : "";
  return names.slice(0, namesMax).map(cutName).join(", ") + more;
}

const namesMax = 10;

export function cutName(name: string): string {
  return cut(name, 150);
}

/** A text from outside, cut to what is worth passing on. */
export function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
