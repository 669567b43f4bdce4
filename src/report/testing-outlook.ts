import { judgeChecks, type ChecksJudgement } from "../workflow/checks.ts";
import type { ReportInput } from "./report.ts";

/** Checks as people must take them: whether to wait, to act, or to say themselves whether the code works. */
export interface TestingOutlook {
  /**
   * `stuck`: waiting alone will not do, because a check failed before, was cancelled or waits to be allowed. `unapproved`:
   * GitHub Actions runs nothing until somebody approves it.
   */
  readonly kind: "running" | "passed" | "failed" | "stuck" | "unapproved" | "none";
  readonly judgement: ChecksJudgement;
}

export function testingOutlook({ workflow, evidence }: Pick<ReportInput, "workflow" | "evidence">): TestingOutlook {
  const judgement = judgeChecks(evidence.checks, workflow, workflow.policy);
  const { verdict, missing } = judgement;
  if (verdict !== "pending") return { kind: verdict, judgement };
  if (missing.some((each) => each.kind === "approval_to_run")) return { kind: "unapproved", judgement };
  const isStuck = missing.some((each) => each.kind === "check" && ["failed", "blocked"].includes(each.status));
  return { kind: isStuck ? "stuck" : "running", judgement };
}
