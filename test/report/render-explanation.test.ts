import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";
import { automaticText } from "../../src/report/automatic-text.ts";
import { renderExplanation } from "../../src/report/render-explanation.ts";
import type { Evidence } from "../../src/workflow/evidence.ts";
import { noEvidence } from "../../src/workflow/evidence.ts";
import { explain } from "../../src/workflow/explain.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { at, check, checks, head, omar, withPolicy, workflowIn } from "./sample.ts";

const context = { serverUrl: "https://github.com", readingProblem: null };

function told(
  workflow: Workflow | null,
  evidence: Evidence = noEvidence,
  looksAt: Date | null = null,
  policy = workflow?.policy ?? defaultPolicy,
): string {
  return renderExplanation(explain({ workflow, policy, evidence, now: at(9), looksAt }), context);
}

const pull = {
  readAt: at(9),
  headSha: head,
  headChangedAt: null,
  baseRef: "main",
  draft: true,
  open: true,
  merged: false,
  mergeSha: null,
  title: "Pay by card",
  body: null,
  authorId: 7,
  labels: [],
};

const testing = withPolicy({
  testing: {
    checks: [
      { name: "build", app: null },
      { name: "scan", app: "code-scanner" },
    ],
  },
});

const strict = withPolicy({
  separationOfDuties: true,
  verification: { approvals: 2 },
  deployment: { environment: "production", completeOn: "deployment" },
  limits: { phaseHours: { verification: 48 } },
});

const review = {
  id: "review:1",
  reviewerId: 9,
  reviewer: "kim",
  state: "approved",
  headSha: "0".repeat(40),
  holdsRole: true,
  body: null,
  url: "https://github.com/acme/shop/pull/12#pullrequestreview-1",
  submittedAt: at(5),
} as const;

const waiting = {
  id: 1,
  app: "github-actions",
  completed: true,
  conclusion: "action_required",
  runCount: 0,
  actionsWorkflow: null,
  url: "https://github.com/acme/shop/actions?query=is%3Aaction_required",
  changedAt: at(8),
};

describe("the explanation", () => {
  it("is one that a person understands", async () => {
    const withScan = checks(
      check("build", { status: "in_progress", conclusion: null }),
      check("scan", { app: "look-alike" }),
    );
    const unapproved = { ...noEvidence, checks: { readAt: at(9), headSha: head, runs: [], suites: [waiting] } };
    const settling = {
      ...noEvidence,
      checks: { readAt: at(9), headSha: head, runs: [check("build", { changedAt: at(9) })], suites: [] },
    };
    const reviews = {
      readAt: at(9),
      headSha: head,
      reviews: [
        review,
        {
          ...review,
          id: "review:2",
          reviewerId: 10,
          reviewer: "lee",
          headSha: head,
          state: "changes_requested" as const,
        },
        { ...review, id: "review:3", reviewerId: 11, reviewer: "rita", headSha: head, holdsRole: false },
        { ...review, id: "review:4", reviewerId: 7, reviewer: "maria", headSha: head },
      ],
    };
    const deployed = {
      id: "deployment:1",
      environment: "staging",
      creator: "omar",
      containsHead: true,
      state: "success" as const,
      url: null,
      changedAt: at(9),
    };
    const hold = { by: omar, reason: "Waiting for @legal", at: at(7) };
    const texts = [
      ["without a relay", told(null, { ...noEvidence, pull })],
      [
        "without a relay, where the label starts one",
        told(null, { ...noEvidence, pull }, null, { ...defaultPolicy, start: "label" }),
      ],
      [
        "without a relay, where opening starts one",
        told(null, { ...noEvidence, pull }, null, { ...defaultPolicy, start: "opened" }),
      ],
      ["without a relay, on a closed pull request", told(null, { ...noEvidence, pull: { ...pull, open: false } })],
      ["in planning", told(workflowIn("planning"))],
      ["in the air", told(workflowIn("handoff_to_coder"))],
      ["in the air, for machines", told(workflowIn("handoff_to_tester"))],
      ["in testing", told(workflowIn("testing", { policy: testing }), withScan, at(10))],
      ["in testing, unapproved", told(workflowIn("testing"), unapproved)],
      ["in testing, settling", told(workflowIn("testing"), settling)],
      [
        "in testing, pushed to",
        told(workflowIn("testing"), { ...noEvidence, pull: { ...pull, headSha: "2".repeat(40) } }),
      ],
      ["in verification", told(workflowIn("verification", { policy: strict }), { ...noEvidence, pull, reviews })],
      [
        "in deployment",
        told(workflowIn("deployment", { policy: strict }), {
          ...noEvidence,
          pull,
          deployments: { readAt: at(9), deployments: [deployed] },
        }),
      ],
      ["on hold", told(workflowIn("planning", { hold }))],
      ["in error", told(workflowIn("error", { errorFrom: "testing", errorReason: "The runner is down." }))],
      ["in error, unexplained", told(workflowIn("error", { errorFrom: "testing" }))],
      ["closed", told(workflowIn("planning", { status: "cancelled", cancelledBy: "closed" }))],
      ["cancelled", told(workflowIn("planning", { status: "cancelled", cancelledBy: "command" }))],
      ["complete", told(workflowIn("complete"))],
    ];
    const all = texts.map(([title = "", text = ""]) => `## ${title}\n\n${text}`).join("\n\n");
    await expect(all.replaceAll("\u200B", "‸")).toMatchFileSnapshot("snapshots/explanations.txt");
  });

  it("says where GitHub could not be read anew", () => {
    const explanation = explain({
      workflow: workflowIn("planning"),
      policy: defaultPolicy,
      evidence: noEvidence,
      now: at(9),
    });
    expect(renderExplanation(explanation, { ...context, readingProblem: "Resource not accessible" })).toContain(
      "⚠️ GitHub does not let Baton read it anew: Resource not accessible.",
    );
  });

  it("says that Baton looks again where nobody knows when", () => {
    expect(automaticText({ does: "look", once: "time_is_up", at: null })).toBe(
      "It reads GitHub again, also if nothing is heard of it.",
    );
  });

  it("counts what there is no room for", () => {
    const names = Array.from({ length: 40 }, (_, index) => ({ name: `check ${String(index)}`, app: null }));
    const text = told(workflowIn("testing", { policy: withPolicy({ testing: { checks: names } }) }), checks());
    expect(text).toContain("- and 25 more");
  });

  it("holds no command, no mention and no HTML, whatever the names in it", () => {
    const hostile = fc.constantFrom("/cancel", "@team", "<!-- x", "[a](b)", "\n/advance --force\n", "#1", "`", "|");
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" ")),
        (text) => {
          const policy = withPolicy({ testing: { checks: [{ name: text, app: text }] } });
          const hold = { by: { ...omar, login: text }, reason: text, at: at(7) };
          const shown = told(
            workflowIn("testing", { policy, hold }),
            checks(check(text, { app: "x", url: text, conclusion: "failure" })),
          );
          expect(parseCommands(shown)).toEqual([]);
          expect(shown).not.toMatch(/@team|<!--|#1/);
          expect(shown.length).toBeLessThan(20_000);
        },
      ),
      { numRuns: 50 },
    );
  });
});
