import { requestLabels } from "../report/labels.ts";
import type { Workflow } from "../workflow/workflow.ts";

/**
 * Which labels that ask for something may be on the pull request: `baton: start` and `baton: retry` have had their effect or
 * will have none, and `baton: hold` is there exactly while the workflow is held, however that was asked for.
 */
export function requestLabelWish(workflow: Pick<Workflow, "hold"> | null): {
  readonly addLabels: readonly string[];
  readonly removeLabels: readonly string[];
} {
  const { start, retry, hold } = requestLabels;
  const isHeld = workflow !== null && workflow.hold !== null;
  return {
    addLabels: isHeld ? [hold.name] : [],
    removeLabels: [start.name, retry.name, ...(isHeld ? [] : [hold.name])],
  };
}
