import { describe, expect, it } from "vitest";
import { claimText } from "../../src/report/claim-text.ts";
import { missingTexts } from "../../src/report/missing-text.ts";
import { nextStep } from "../../src/report/next-step.ts";
import { renderExplanation } from "../../src/report/render-explanation.ts";
import { noEvidence } from "../../src/workflow/evidence.ts";
import { explain } from "../../src/workflow/explain.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { at, inputOf, maria, workflowIn } from "./sample.ts";

const coder = { kind: "token", id: null, login: "the @coder" } as const;
const byAgent = { by: coder, at: at(4), fence: 4, expiresAt: at(6) };
const byPerson = { by: maria, at: at(4), fence: 4, expiresAt: null };
const inPhase = (over: Partial<Workflow>) => workflowIn("implementation", over);

describe("who has taken a phase on", () => {
  it("is said with how long an agent may be silent, which stays true while it works", () => {
    expect(claimText(inPhase({ claim: byAgent }))).toBe(
      "🔒 **the @\u200Bcoder** has taken the phase on, 2026-03-01 10:00 UTC. While it works nobody else can complete it; after 30 min without a word from it the phase is free again.",
    );
    expect(claimText(inPhase({ claim: byPerson }))).toBe("🔒 **maria** has taken the phase on, 2026-03-01 10:00 UTC.");
  });

  it("is nobody where nobody has, and somebody fell silent", () => {
    expect(claimText(inPhase({}))).toBe("");
    expect(claimText(inPhase({ lapses: 1 }))).toBe(
      "⌛ Whoever had taken the phase on was not heard of in time. It is free again.",
    );
    expect(claimText(inPhase({ lapses: 2 }))).toContain("in time, 2 times by now. It is free again.");
  });

  it("stands in what happens next", () => {
    expect(nextStep(inputOf(inPhase({ claim: byAgent })), 500)).toContain("🔒 **the @\u200Bcoder**");
  });

  it("stands in the explanation, with the end of the lease", () => {
    const explained = (workflow: Workflow) =>
      renderExplanation(explain({ workflow, policy: workflow.policy, evidence: noEvidence, now: at(5) }), {
        serverUrl: "https://github.com",
        readingProblem: null,
      });
    expect(explained(inPhase({ claim: byAgent }))).toContain(
      "The Code Writer has the baton, taken on by the @\u200Bcoder at 2026-03-01 10:00 UTC, for itself until 2026-03-01 10:30 UTC or the next word from it",
    );
    expect(explained(inPhase({ claim: byPerson }))).toContain("taken on by maria at 2026-03-01 10:00 UTC, and nothing");
  });

  it("is told to whoever is refused because of it", () => {
    const missing = { kind: "claim", by: coder, fence: 4 } as const;
    expect(missingTexts([{ ...missing, until: at(6) }])).toEqual([
      "the @\u200Bcoder has taken it on, until 2026-03-01 10:30 UTC unless they are heard of.",
    ]);
    expect(missingTexts([{ ...missing, until: null }])).toEqual(["the @\u200Bcoder has taken it on."]);
  });
});
