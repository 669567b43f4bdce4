import { describe, expect, it } from "vitest";
import { nextStep } from "../../src/report/next-step.ts";
import type { ReportInput } from "../../src/report/report.ts";
import { noEvidence, type Check, type PullEvidence, type Review } from "../../src/workflow/evidence.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { at, check, checks, ci, event, handoff, head, inputOf, maria, omar, withPolicy, workflowIn } from "./sample.ts";

const step = (input: ReportInput) => nextStep(input, 500).replaceAll("\u200B", "‸");

const pull = (over: Partial<PullEvidence>): ReportInput["evidence"] => ({
  ...noEvidence,
  pull: {
    readAt: at(9),
    headSha: head,
    headChangedAt: null,
    baseRef: "main",
    draft: false,
    open: true,
    merged: false,
    mergeSha: null,
    title: "Cards",
    body: null,
    authorId: 7,
    labels: [],
    ...over,
  },
});

function review(over: Partial<Review>): Review {
  const given = { id: "review:1", reviewerId: 8, reviewer: "omar", state: "approved", headSha: head } as const;
  return { ...given, holdsRole: true, body: null, url: null, submittedAt: at(8), ...over };
}

const cameBack = (over: Parameters<typeof handoff>[0]) => {
  const data = { ...handoff().data, retry_reason: "The totals are wrong, @all." };
  return { handoffs: [handoff({ kind: "retry", toState: "implementation", data, ...over })], handoffCount: 5 };
};

describe("what is expected", () => {
  it("of a coder whose work came back is to put right what was found", () => {
    const input = inputOf(workflowIn("implementation", { retries: 2 }), cameBack({ by: omar }));
    expect(step(input)).toMatch(
      /^\*\*The work was sent back\*\* by omar \(retry 2 of 5\)\.\n\n> The totals are wrong, @‸all\.\n\n\*\*Code Writer\*\*: put that right/,
    );
  });

  it("after an error says who took it up again", () => {
    const input = inputOf(workflowIn("planning"), cameBack({ kind: "recover", toState: "planning" }));
    expect(step(input)).toContain("**The work was taken up again** after an error, by maria.");
  });

  it("after a rollback says who rolled back, and why", () => {
    const input = inputOf(workflowIn("planning"), cameBack({ kind: "reset", toState: "planning" }));
    expect(step(input)).toContain("**The work was rolled back** by maria.\n\n> The totals are wrong");
  });

  it("after a push says that what was tested is no longer what is there", () => {
    const input = inputOf(workflowIn("testing"), cameBack({ kind: "reset", toState: "testing", by: ci }));
    expect(step(input)).toMatch(/^\*\*The pull request changed\*\* .*\n\n\*\*Nobody has to do anything now/);
  });

  it("does not tell again why an earlier state was entered", () => {
    const input = inputOf(workflowIn("testing"), cameBack({}));
    expect(step(input)).not.toContain("sent back** by");
  });

  it("lists at most fifteen findings, and takes none for granted", () => {
    const evidence = [...Array.from({ length: 18 }, (_, n) => ({ name: `check ${String(n)}` })), null];
    const data = { ...handoff().data, evidence };
    const shown = step(inputOf(workflowIn("implementation"), cameBack({ data })));
    expect(shown).toContain("- ❌ check 14\n- and 4 more");
  });

  it("shows a finding that is nothing but broken", () => {
    const data = { ...handoff().data, evidence: ["text", null, { name: 5, outcome: "changes_requested" }] };
    const shown = step(inputOf(workflowIn("implementation"), cameBack({ data })));
    expect(shown).toContain("- ❌ link\n- ❌ link\n- ❌ link: changes requested");
  });

  it("shows no list of findings where there are none", () => {
    const data = { ...handoff().data, evidence: "none" };
    expect(step(inputOf(workflowIn("implementation"), cameBack({ data })))).not.toContain("❌");
  });

  it.each<[string, readonly Check[], Partial<Policy["testing"]>, string]>([
    [
      "there are none",
      [],
      {},
      "No check has reported on commit `1f3a5c7`. **Test Auditor**: see whether the newest commit works.",
    ],
    ["they have passed", [check("build")], {}, "have passed; the relay goes on by itself."],
    [
      "one failed",
      [check("build", { conclusion: "failure" })],
      {},
      "failed. The work goes back to the Code Writer by itself.",
    ],
    [
      "one failed, and the rules give up",
      [check("build", { conclusion: "timed_out" })],
      { onFailure: "fail" },
      "failed. The relay ends in Error by itself.",
    ],
    [
      "one failed, and the rules leave it to a person",
      [check("build", { conclusion: "failure" })],
      { onFailure: "nothing" },
      "**Test Auditor**: comment `/retry <reason>` to send the work back, or run them again.",
    ],
    ["one was cancelled", [check("build", { conclusion: "cancelled" })], {}, "will not pass by waiting."],
    ["one is awaited", [], { checks: [{ name: "build", app: null }] }, "- ⏳ build: has not reported yet"],
    [
      "one failed with a summary",
      [check("build", { conclusion: "failure", summary: "2 @of 9" })],
      {},
      "failed: 2 @‸of 9",
    ],
    ["one failed with an empty summary", [check("build", { conclusion: "failure", summary: " " })], {}, ": failed"],
    ["two have one name", [check("b", { id: "1" }), check("b", { id: "2", app: "other" })], {}, "2 passed"],
  ])("in testing depends on the checks: %s", (_, runs, testing, shown) => {
    const workflow = workflowIn("testing", { policy: withPolicy({ testing }) });
    expect(step(inputOf(workflow, { evidence: checks(...runs) }))).toContain(shown);
  });

  it("in testing names suites that are still at work", () => {
    const suite = {
      id: 1,
      app: "circleci",
      completed: false,
      conclusion: null,
      runCount: 2,
      actionsWorkflow: null,
      url: null,
      changedAt: at(8),
    };
    const evidence = checks(check("build"));
    const input = inputOf(workflowIn("testing"), {
      evidence: { ...evidence, checks: { ...evidence.checks, suites: [suite] } },
    });
    expect(step(input)).toContain("- 🏃 circleci: still running\n- ✅ [build]");
  });

  it("in testing says what ended without running anything, and where to see it", () => {
    const url = "https://github.com/acme/shop/actions/runs/5";
    const ended = { completed: true, runCount: 0, url, changedAt: at(8), app: "github-actions" };
    const workflow = (id: number, name: string) => ({ id, actionsWorkflow: { id, name, event: "push" } });
    const suites = [
      { ...ended, ...workflow(1, ".github/workflows/ci.yml"), conclusion: "startup_failure" },
      { ...ended, ...workflow(2, "Docs"), conclusion: "cancelled" },
    ];
    const evidence = checks(check("build"));
    const input = inputOf(workflowIn("testing"), {
      evidence: { ...evidence, checks: { ...evidence.checks, suites } },
    });
    expect(step(input)).toContain(
      [
        `- ❌ [.github/workflows/ci.yml](<${url}>): failed before it ran anything, as where its file is invalid`,
        `- ⛔ [Docs](<${url}>): cancelled before it ran anything`,
      ].join("\n"),
    );
  });

  it("in testing asks for approval where GitHub Actions waits for it, with the way there", () => {
    const url = "https://github.com/acme/shop/actions?query=is%3Aaction_required";
    const ended = { completed: true, conclusion: "action_required", runCount: 0, changedAt: at(8) };
    const waiting = { id: 1, app: "github-actions", actionsWorkflow: null, ...ended };
    const stepWith = (link: string | null) =>
      step(
        inputOf(workflowIn("testing"), {
          evidence: {
            ...noEvidence,
            checks: { readAt: at(9), headSha: head, runs: [], suites: [{ ...waiting, url: link }] },
          },
        }),
      );
    expect(stepWith(url)).toContain(
      "**Somebody with write access** has to approve that GitHub Actions runs the checks",
    );
    expect(stepWith(url)).toContain(`([the runs that wait](<${url}>))`);
    expect(stepWith(null)).toContain("(the runs that wait)");
  });

  it("in testing names the App that must report what is awaited", () => {
    const testing = { checks: [{ name: "scan", app: "code-scanner" }] };
    const workflow = workflowIn("testing", { policy: withPolicy({ testing }) });
    const shown = step(inputOf(workflow, { evidence: checks(check("scan", { app: "look-alike" })) }));
    expect(shown).toContain("- ⏳ scan of the App code-scanner: has not reported yet");
    expect(shown).not.toContain("✅");
  });

  it("in testing lists at most thirty checks, the failed ones first", () => {
    const runs = Array.from({ length: 40 }, (_, n) => check(`c${String(n)}`));
    const evidence = checks(...runs, check("z", { conclusion: "failure" }));
    const shown = step(inputOf(workflowIn("testing"), { evidence }));
    expect(shown).toMatch(/:\*\* 1 failed, 40 passed\n\n- ❌ \[z\]/);
    expect(shown).toContain("- and 11 more");
  });

  it("in verification counts approvals and names who is against", () => {
    const workflow = workflowIn("verification", { policy: withPolicy({ verification: { approvals: 1 } }) });
    const reviews = [
      review({}),
      review({ id: "review:2", reviewerId: 9, reviewer: "lee", state: "changes_requested" }),
    ];
    const evidence = { ...pull({ draft: true }), reviews: { readAt: at(9), headSha: head, reviews } };
    expect(step(inputOf(workflow, { evidence }))).toContain(
      "**1 of 1** approvals of commit `1f3a5c7` so far. With all of them the relay goes on by itself. Changes are requested by lee. It is still a draft: mark it as ready for review first.",
    );
  });

  it("in verification without approvals is a command", () => {
    const shown = step(inputOf(workflowIn("verification"), { evidence: pull({ draft: true }) }));
    expect(shown).toContain("Then comment `/advance`");
    expect(shown).toContain("It is still a draft");
  });

  it.each<[Partial<Policy["deployment"]>, string]>([
    [{}, "Then comment `/advance`"],
    [{ completeOn: "merge" }, "once this pull request is merged."],
    [{ completeOn: "deployment" }, "once GitHub shows a successful deployment."],
    [{ completeOn: "deployment", environment: "prod_eu" }, "a successful deployment to “prod\\_eu”. One is under way."],
  ])("in deployment depends on the rules: %o", (deployment, shown) => {
    const running = { id: "deployment:1", environment: "prod_eu", creator: "ci", containsHead: true, url: null };
    const deployments =
      deployment.environment === undefined ? [] : [{ ...running, state: "pending" as const, changedAt: at(9) }];
    const workflow = workflowIn("deployment", { policy: withPolicy({ deployment }) });
    const evidence = { ...noEvidence, deployments: { readAt: at(9), deployments } };
    expect(step(inputOf(workflow, { evidence }))).toContain(shown);
  });

  it("of nobody, where Baton accepts a handoff", () => {
    expect(step(inputOf(workflowIn("handoff_to_tester")))).toContain("Baton accepts for the Test Auditor by itself.");
  });

  it("on hold is to wait, also where nobody said why", () => {
    const workflow = workflowIn("testing", { hold: { by: maria, reason: null, at: at(6) } });
    expect(step(inputOf(workflow))).toMatch(
      /^maria put the relay on hold 2026-03-01 10:30 UTC, without saying why\.\n\nNothing moves/,
    );
  });

  it("in error shows what was found, and who can take it up again", () => {
    const evidence = [{ name: "production", outcome: "failure" }];
    const data = { ...handoff().data, failure_reason: null, evidence };
    const input = inputOf(workflowIn("error", { errorFrom: "deployment" }), {
      handoffs: [handoff({ kind: "fail", toState: "error", data })],
    });
    expect(step(input)).toMatch(
      /^The relay failed, and nobody said why\.\n\n- ❌ production: failure\n\n\*\*To go on:\*\* .*\*\*Release Manager\*\*/,
    );
  });

  it("of commits that came after the end is a new start", () => {
    const events = [event({ type: "head_changed", at: at(12) })];
    expect(step(inputOf(workflowIn("complete"), { events }))).toContain("(it is at `1f3a5c7` now). Comment `/start`");
  });

  it("of what GitHub no longer let Baton reach is a new start, and why", () => {
    const workflow = workflowIn("testing", { status: "cancelled", cancelledBy: "no_access" });
    expect(step(inputOf(workflow))).toMatch(/could not reach this repository any more: .* Comment `\/start`/);
  });

  it("of what was cancelled for good is a new start", () => {
    const workflow = workflowIn("testing", { status: "cancelled", cancelledBy: "command" });
    const text = "The relay was cancelled for good. Comment `/start` to begin a new one.";
    expect(step(inputOf(workflow))).toBe(text);
    expect(step(inputOf({ ...workflow, cancelledBy: null }))).toBe(text);
    const policy = { ...workflow.policy, start: "label" } as const;
    expect(step(inputOf({ ...workflow, policy }))).toBe(
      text.replace("Comment `/start`", "Add the label `baton: start`"),
    );
  });
});
