import type { Evidence } from "../evidence.ts";
import type { Intent } from "../intent.ts";
import type { Policy } from "../policy.ts";
import type { Workflow } from "../workflow.ts";

export interface Derived {
  /** The next thing that follows; null when nothing does. The caller decides it and derives again. */
  readonly intent: Intent | null;
  /** When what was read may have become decisive by time alone; null: only something new can move the workflow. */
  readonly lookAgainAt: Date | null;
}

export interface Deriving {
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly now: Date;
}
