import { describe, expect, it } from "vitest";
import { renderCheck } from "../../src/report/render-check.ts";
import type { ReportInput } from "../../src/report/report.ts";
import { noEvidence, type Deployment } from "../../src/workflow/evidence.ts";
import { at, check, checks, ci, event, handoff, head, inputOf, omar, withPolicy, workflowIn } from "./sample.ts";

const failing = checks(check("build", { conclusion: "failure" }));
const onDeployment = withPolicy({ gate: "deployment", deployment: { completeOn: "deployment" } });

function deploying(state: Deployment["state"]): ReportInput["evidence"] {
  const deployment = { id: "deployment:1", environment: "production", creator: "ci", containsHead: true, url: null };
  return { ...noEvidence, deployments: { readAt: at(9), deployments: [{ ...deployment, state, changedAt: at(9) }] } };
}

const newCommits = event({ type: "head_changed", by: ci, at: at(11) });

const standings: readonly (readonly [string, ReportInput, string])[] = [
  ["discovery waits for a person", inputOf(workflowIn("discovery")), "action_required"],
  ["a handoff waits for a person", inputOf(workflowIn("handoff_to_coder")), "action_required"],
  ["a handoff is accepted by Baton", inputOf(workflowIn("handoff_to_tester")), "in_progress"],
  [
    "a handoff to a tester who is a person waits",
    inputOf(
      workflowIn("handoff_to_tester", {
        policy: withPolicy({ roles: { test_auditor: { accept: "manual", call: null } } }),
      }),
    ),
    "action_required",
  ],
  ["nobody has read the checks yet", inputOf(workflowIn("testing")), "in_progress"],
  ["no check reports", inputOf(workflowIn("testing"), { evidence: checks() }), "action_required"],
  ["checks have passed", inputOf(workflowIn("testing"), { evidence: checks(check("build")) }), "in_progress"],
  ["a check failed, which sends the work back", inputOf(workflowIn("testing"), { evidence: failing }), "in_progress"],
  [
    "a check failed, and a person decides",
    inputOf(workflowIn("testing", { policy: withPolicy({ testing: { onFailure: "nothing" } }) }), {
      evidence: failing,
    }),
    "action_required",
  ],
  [
    "a check failed that sent the work back before",
    inputOf(workflowIn("testing", { failedRuns: ["check_run:build"] }), { evidence: failing }),
    "action_required",
  ],
  [
    "a check waits to be allowed",
    inputOf(workflowIn("testing"), { evidence: checks(check("build", { conclusion: "action_required" })) }),
    "action_required",
  ],
  ["verification waits for a person", inputOf(workflowIn("verification")), "action_required"],
  ["the gate is passed", inputOf(workflowIn("handoff_to_releaser")), "success"],
  ["the gate is passed, and deployment goes on", inputOf(workflowIn("deployment")), "success"],
  [
    "another gate is passed",
    inputOf(workflowIn("handoff_to_verifier", { policy: withPolicy({ gate: "testing" }) })),
    "success",
  ],
  ["deployment is the gate", inputOf(workflowIn("deployment", { policy: onDeployment })), "action_required"],
  [
    "deployment is the gate, and under way",
    inputOf(workflowIn("deployment", { policy: onDeployment }), { evidence: deploying("pending") }),
    "in_progress",
  ],
  [
    "deployment is the gate, and failed",
    inputOf(workflowIn("deployment", { policy: onDeployment }), { evidence: deploying("failure") }),
    "action_required",
  ],
  ["the relay is complete", inputOf(workflowIn("complete")), "success"],
  ["commits came after it was complete", inputOf(workflowIn("complete"), { events: [newCommits] }), "action_required"],
  [
    "commits came before it was complete",
    inputOf(workflowIn("complete"), { events: [{ ...newCommits, at: at(9) }] }),
    "success",
  ],
  [
    "the pull request was merged after it was complete",
    inputOf(workflowIn("complete", { mergedAt: at(12) }), { events: [newCommits] }),
    "success",
  ],
  [
    "it is on hold past the gate",
    inputOf(workflowIn("deployment", { hold: { by: omar, reason: null, at: at(9) } })),
    "action_required",
  ],
  ["it failed past the gate", inputOf(workflowIn("error", { errorFrom: "deployment" })), "action_required"],
  ["it is cancelled", inputOf(workflowIn("deployment", { status: "cancelled", cancelledBy: "command" })), "cancelled"],
];

const buttons: readonly (readonly [string, ReportInput, readonly string[]])[] = [
  ["a phase", inputOf(workflowIn("planning")), ["Advance", "Hold"]],
  ["a handoff", inputOf(workflowIn("handoff_to_coder")), ["Accept", "Hold"]],
  ["verification", inputOf(workflowIn("verification")), ["Advance", "Retry", "Hold"]],
  ["an error", inputOf(workflowIn("error", { errorFrom: "testing" })), ["Retry", "Hold"]],
  ["a hold", inputOf(workflowIn("testing", { hold: { by: omar, reason: null, at: at(9) } })), ["Unhold"]],
  [
    "a handoff on hold",
    inputOf(workflowIn("handoff_to_coder", { hold: { by: omar, reason: null, at: at(9) } })),
    ["Unhold"],
  ],
  ["what is past the gate", inputOf(workflowIn("deployment")), ["Advance", "Hold"]],
  ["what machines do", inputOf(workflowIn("testing")), []],
  ["what is complete", inputOf(workflowIn("complete")), []],
  ["what is cancelled", inputOf(workflowIn("planning", { status: "cancelled", cancelledBy: "closed" })), []],
];

describe("the check run", () => {
  it.each(standings)("while %s", (_, input, standing) => {
    const { status, conclusion } = renderCheck(input);
    expect({ status, conclusion }).toEqual(
      standing === "in_progress"
        ? { status: standing, conclusion: null }
        : { status: "completed", conclusion: standing },
    );
  });

  it.each(buttons)("has the buttons that work in %s", (_, input, labels) => {
    expect(renderCheck(input).actions.map(({ label }) => label)).toEqual(labels);
  });

  it("says in its title whom it waits for", () => {
    expect(renderCheck(inputOf(workflowIn("handoff_to_coder"))).title).toBe(
      "🤝 Handoff to Code Writer: waiting for Code Writer",
    );
  });

  it("is about the head, and bears the version that it was rendered from", () => {
    const { headSha, externalId } = renderCheck(inputOf(workflowIn("planning")));
    expect({ headSha, externalId }).toEqual({ headSha: head, externalId: "0195500e-0000-7000-8000-000000000001:2" });
  });

  it("shows problems and what is expected", () => {
    const { summary } = renderCheck(
      inputOf(workflowIn("handoff_to_coder"), {
        problems: [{ kind: "cannot_tell", what: "Locked" }],
        handoffs: [handoff()],
      }),
    );
    expect(summary).toMatch(/^> \[!WARNING\]\n> - GitHub does not let Baton show everything here: Locked\./);
    expect(summary).toContain("**Code Writer**: read what was handed over");
  });
});
