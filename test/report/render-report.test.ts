import { describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportInput } from "../../src/report/report.ts";
import { noEvidence } from "../../src/workflow/evidence.ts";
import { at, check, checks, ci, event, handoff, head, inputOf, omar, maria, withPolicy, workflowIn } from "./sample.ts";

const finding = {
  id: "check_run:1",
  kind: "check",
  name: "test / unit",
  outcome: "failure",
  url: "https://github.com/acme/shop/actions/runs/1",
  summary: "2 of 90 failed: expected 1 to be 2",
};

const hostile = [
  "@octocat #1 GH-2 acme/shop#3 https://github.com/acme/shop/issues/4 <!-- baton:status --> </details>",
  "/advance --force",
  "```",
  "| a | b |",
  "> [!CAUTION]",
  "\u202Egnp.exe [click](https://evil.example) ![x](https://evil.example/x.png) $x$ <img src=x>",
].join("\n");

const situations: Readonly<Record<string, ReportInput>> = {
  "in discovery, just begun": inputOf(workflowIn("discovery"), {
    events: [event({ type: "started", data: { to_state: "discovery" }, at: at(0) })],
  }),
  "in a handoff that waits for somebody": inputOf(workflowIn("handoff_to_coder"), {
    handoffs: [handoff()],
    handoffCount: 2,
    events: [
      event({ seq: 3, data: { from_state: "planning", to_state: "handoff_to_coder" }, at: at(2) }),
      event({ seq: 2 }),
      event({ type: "started", data: { to_state: "discovery" }, at: at(0) }),
    ],
  }),
  "in implementation, on the second attempt after a check failed": inputOf(
    workflowIn("implementation", {
      version: 8,
      stateSeq: 7,
      retries: 1,
      failedRuns: ["check_run:1"],
      stateEnteredAt: at(6),
      phaseRecords: {
        ...workflowIn("testing").phaseRecords,
        implementation: { attempts: 2, elapsedMs: 900_000, enteredAt: at(6), completedAt: null, completedBy: null },
        testing: { attempts: 1, elapsedMs: 125_000, enteredAt: null, completedAt: null, completedBy: null },
      },
    }),
    {
      handoffs: [
        handoff({
          seq: 6,
          kind: "retry",
          fromState: "testing",
          toState: "implementation",
          fromRole: "test_auditor",
          toRole: "code_writer",
          by: ci,
          at: at(6),
          notes: null,
          data: {
            ...handoff().data,
            current_phase: "implementation",
            retry_reason: null,
            attempt: 2,
            evidence: [finding],
          },
        }),
      ],
      handoffCount: 6,
      events: [
        event({
          seq: 8,
          type: "retried",
          by: ci,
          at: at(6),
          data: { from_state: "testing", to_state: "implementation" },
        }),
      ],
    },
  ),
  "in testing while checks run": inputOf(workflowIn("testing"), {
    evidence: checks(
      check("lint"),
      check("build", { status: "in_progress", conclusion: null }),
      check("deploy preview", { conclusion: "neutral", url: "https://preview.example/run?id=1" }),
    ),
  }),
  "in verification, with reviews asked for": inputOf(
    workflowIn("verification", { policy: withPolicy({ verification: { approvals: 2 } }) }),
    {
      evidence: {
        ...noEvidence,
        reviews: {
          readAt: at(9),
          headSha: head,
          reviews: [
            {
              id: "review:1",
              reviewerId: 8,
              reviewer: "omar",
              state: "approved",
              headSha: head,
              holdsRole: true,
              body: null,
              url: null,
              submittedAt: at(8),
            },
          ],
        },
      },
    },
  ),
  "on hold": inputOf(
    workflowIn("planning", { hold: { by: omar, reason: "Waiting for the bank's answer.", at: at(2) } }),
  ),
  "in error": inputOf(
    workflowIn("error", {
      errorFrom: "deployment",
      errorReason: "The health check did not answer.",
      phaseRecords: {
        ...workflowIn("deployment").phaseRecords,
        deployment: { attempts: 1, elapsedMs: 4_000_000, enteredAt: null, completedAt: null, completedBy: null },
      },
    }),
    {
      events: [
        event({
          seq: 11,
          type: "failed",
          by: omar,
          at: at(11),
          data: { from_state: "deployment", to_state: "error", reason: "The health check did not answer." },
        }),
      ],
    },
  ),
  complete: inputOf(workflowIn("complete")),
  cancelled: inputOf(workflowIn("testing", { status: "cancelled", cancelledBy: "closed" })),
  "beset with problems": inputOf(workflowIn("planning"), {
    problems: [
      { kind: "cannot_tell", what: "Resource not accessible by integration" },
      { kind: "request_set_aside", what: "it failed five times" },
      { kind: "undone", what: "baton: deployment", by: "lee", reason: "not_reachable" },
      { kind: "undone", what: "advance:3", by: "lee", reason: "not_your_role" },
    ],
  }),
  "told hostile texts": inputOf(
    workflowIn("error", {
      errorFrom: "testing",
      errorReason: hostile,
      metadata: { requirements: hostile, startedBy: { ...maria, login: hostile }, given: {} },
    }),
    {
      handoffs: [
        handoff({
          kind: "fail",
          fromState: "testing",
          toState: "error",
          toRole: null,
          notes: hostile,
          by: { ...omar, login: "@evil\n|" },
          data: {
            ...handoff().data,
            [hostile]: hostile,
            evidence: [{ ...finding, name: hostile, outcome: hostile, summary: hostile }],
          },
        }),
      ],
      handoffCount: 1,
      events: [event({ type: "failed", data: { reason: hostile } })],
      problems: [{ kind: "undone", what: hostile, by: hostile, reason: hostile }],
    },
  ),
};

describe("the report of a relay", () => {
  it.each(Object.entries(situations))("%s", async (name, input) => {
    const { comment, check: run, label } = renderReport(input);
    const { summary, ...rest } = run;
    const shown = [
      "======== the comment",
      comment,
      "======== the check run",
      JSON.stringify(rest, null, 2),
      summary,
      "======== the label",
      String(label),
      "",
    ].join("\n\n");
    await expect(shown.replaceAll("\u200B", "‸")).toMatchFileSnapshot(`snapshots/${name.replace(/\W+/g, "-")}.txt`);
  });
});
