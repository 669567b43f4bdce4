import type { PhaseResult } from "../workflow/phase-results.ts";
import type { Phase } from "../workflow/states.ts";

/** What is said to one role and to no other. Every text is Markdown. */
export interface RoleText {
  /** What the role is for, in a sentence or two. */
  readonly purpose: string;
  /** The phases that the role has. */
  readonly phases: readonly [PhaseText, ...PhaseText[]];
  /** What the role leaves alone. */
  readonly limits: readonly string[];
  /** How the work reaches the role, and what comes with it. */
  readonly arrival: string;
  readonly checklists: readonly Checklist[];
  /** When a phase is good enough to hand on. */
  readonly pass: string;
  /** What to do when it is not. */
  readonly fail: string;
  /** What to do when the work comes back. */
  readonly again: readonly string[];
  /** A reason as somebody who gets it can use it: what is wrong, where, how to see it, what would be right. */
  readonly reason: string;
}

interface PhaseText {
  readonly phase: Phase;
  /** How the work is done, step by step. */
  readonly work: readonly string[];
  /** A result as good work hands it on. */
  readonly example: PhaseResult;
}

/** Points to go through before a phase is completed. */
interface Checklist {
  readonly title: string;
  readonly items: readonly string[];
}
