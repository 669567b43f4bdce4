import { stateLabel } from "./labels.ts";
import { renderCheck } from "./render-check.ts";
import { renderComment } from "./render-comment.ts";
import type { Report, ReportInput } from "./report.ts";

/** Everything that a pull request shows of its relay, from stored rows alone: the same rows give the same text. */
export function renderReport(input: ReportInput): Report {
  const { status, currentState } = input.workflow;
  return {
    comment: renderComment(input),
    check: renderCheck(input),
    label: status === "cancelled" ? null : stateLabel(currentState).name,
  };
}
