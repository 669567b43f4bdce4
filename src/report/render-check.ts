import { allowedIntents } from "../workflow/allowed.ts";
import type { IntentKind } from "../workflow/intent.ts";
import { isBefore, isHandoffState, stateFacts } from "../workflow/states.ts";
import { buttonFor, type ButtonIntent } from "./buttons.ts";
import { fit } from "./fit.ts";
import { headline, headlineTitle } from "./headline.ts";
import { hasNewerCommits } from "./newer-commits.ts";
import { isDeploying } from "./is-deploying.ts";
import { nextStep } from "./next-step.ts";
import { phaseTable } from "./phase-table.ts";
import { problemList } from "./problem-list.ts";
import type { CheckAction, CheckReport, ReportInput } from "./report.ts";
import { testingOutlook } from "./testing-outlook.ts";
import { showRole } from "./who.ts";

/** The check run "Baton" on the head: what a branch protection can wait for, with buttons for whoever is awaited. */
export function renderCheck(input: ReportInput): CheckReport {
  const { workflow, problems } = input;
  const standing = standingOf(input);
  const summary = fit(
    [
      (max) => problemList(problems, max),
      () => headline(workflow),
      (max) => nextStep(input, max),
      () => phaseTable(workflow),
    ],
    summaryLengthMax,
  );
  return {
    headSha: workflow.headSha,
    externalId: `${workflow.id}:${String(workflow.version)}`,
    status: standing === "in_progress" ? "in_progress" : "completed",
    conclusion: standing === "in_progress" ? null : standing,
    title: titleOf(input, standing),
    summary,
    actions: standing === "in_progress" ? [] : buttonsOf(input),
  };
}

/** GitHub takes 65,535 characters. */
const summaryLengthMax = 60_000;

const buttonsMax = 3;

type Standing = "in_progress" | NonNullable<CheckReport["conclusion"]>;

function standingOf(input: ReportInput): Standing {
  const { status, currentState, hold, policy } = input.workflow;
  if (status === "cancelled") return "cancelled";
  if (currentState === "error" || hold !== null || hasNewerCommits(input)) return "action_required";
  if (isBefore(policy.gate, currentState)) return "success";
  return isMachinesTurn(input) ? "in_progress" : "action_required";
}

/** Whether what comes next needs nobody: a handoff that Baton accepts, checks or a deployment that decide by themselves. */
function isMachinesTurn(input: ReportInput): boolean {
  const { currentState, policy } = input.workflow;
  if (isHandoffState(currentState)) {
    const { nextRole } = stateFacts[currentState];
    return nextRole !== null && policy.roles[nextRole].accept === "automatic";
  }
  if (currentState !== "testing") return isDeploying(input);
  const { kind } = testingOutlook(input);
  return kind === "running" || kind === "passed" || (kind === "failed" && policy.testing.onFailure !== "nothing");
}

function titleOf({ workflow }: ReportInput, standing: Standing): string {
  const title = headlineTitle(workflow);
  const { nextRole } = stateFacts[workflow.currentState];
  if (standing !== "action_required" || nextRole === null || workflow.hold !== null) return title;
  return `${title}: waiting for ${showRole(nextRole)}`;
}

/** The buttons that the machine would take now, the likeliest first. */
function buttonsOf({ workflow }: ReportInput): readonly CheckAction[] {
  const allowed = new Set<IntentKind>(allowedIntents(workflow).map(({ intent }) => intent));
  const wanted: readonly ButtonIntent[] = isHandoffState(workflow.currentState)
    ? ["accept", "unhold", "hold"]
    : ["advance", "retry", "unhold", "hold"];
  const fitting = wanted.filter((intent) => allowed.has(intent));
  return fitting.slice(0, buttonsMax).map((intent) => buttonFor(intent, workflow.stateSeq));
}
