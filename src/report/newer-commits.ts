import type { ReportInput } from "./report.ts";

/**
 * Whether the pull request changed after its relay was complete: what is there now went through no phase. Since then only
 * pushes and one merge can have happened, so one of the newest events tells.
 */
export function hasNewerCommits({ workflow, events }: Pick<ReportInput, "workflow" | "events">): boolean {
  const { status, mergedAt, completedAt } = workflow;
  if (status !== "complete" || mergedAt !== null || completedAt === null) return false;
  return events.some((event) => event.type === "head_changed" && event.at >= completedAt);
}
