import type { ChecksJudgement } from "../workflow/checks.ts";
import type { OnFailure } from "../workflow/policy.ts";
import { checkList } from "./check-list.ts";
import { inertLink } from "./inert-link.ts";
import type { StepInput } from "./report.ts";
import { phaseTasks, thenAdvance } from "./phase-tasks.ts";
import { testingOutlook, type TestingOutlook } from "./testing-outlook.ts";
import { showCommit } from "./who.ts";

/** What is expected in testing, which depends on the checks of the head, and those checks. */
export function testingStep(input: StepInput, max: number): string {
  const { workflow, serverUrl } = input;
  const { kind, judgement } = testingOutlook(input);
  const list = checkList(judgement, { headSha: workflow.headSha, serverUrl, max });
  const commit = showCommit(workflow.headSha);
  const text =
    kind === "unapproved"
      ? unapprovedText(judgement, { commit, serverUrl })
      : outlookText(kind, workflow.policy.testing.onFailure, commit);
  return list === "" ? text : `${text}\n\n${list}`;
}

/** What an agent or a first-time contributor pushed does not run by itself. */
function unapprovedText(
  { missing }: Pick<ChecksJudgement, "missing">,
  { commit, serverUrl }: { readonly commit: string; readonly serverUrl: string },
): string {
  const url = missing.find((each) => each.kind === "approval_to_run")?.url ?? null;
  const runs = inertLink({ text: "the runs that wait", url, serverUrl, max: 100 });
  return [
    `**Somebody with write access** has to approve that GitHub Actions runs the checks of commit ${commit}, with “Approve and run”`,
    `at the end of this pull request (${runs}). The relay goes on by itself once they have passed.`,
  ].join(" ");
}

function outlookText(
  kind: Exclude<TestingOutlook["kind"], "unapproved">,
  onFailure: OnFailure,
  commit: string,
): string {
  switch (kind) {
    case "running":
      return [
        `**Nobody has to do anything now:** the relay waits for the checks of commit ${commit} and goes on by itself once`,
        `they have passed. ${ifOneFails[onFailure]}`,
      ].join(" ");
    case "passed":
      return `The checks of commit ${commit} have passed; the relay goes on by itself.`;
    case "failed":
      return onFailure === "nothing"
        ? `Checks of commit ${commit} failed. **Test Auditor**: comment \`/retry <reason>\` to send the work back, or run them again.`
        : `Checks of commit ${commit} failed. ${afterFailure[onFailure]}`;
    case "stuck":
      return [
        `**Test Auditor**: the checks of commit ${commit} will not pass by waiting. Run again those that failed or were`,
        "cancelled, allow those that wait for it, or comment `/retry <reason>` to send the work back.",
      ].join(" ");
    case "none":
      return `No check has reported on commit ${commit}. ${phaseTasks.testing} ${thenAdvance("testing")}`;
  }
}

const afterFailure = {
  retry: "The work goes back to the Code Writer by itself.",
  fail: "The relay ends in Error by itself.",
} as const;

const ifOneFails: Readonly<Record<OnFailure, string>> = {
  retry: "If one fails, the work goes back to the Code Writer by itself.",
  fail: "If one fails, the relay ends in Error by itself.",
  nothing: "If one fails, the Test Auditor decides what to do.",
};
