import { describe, expect, it } from "vitest";
import { callText } from "../../src/report/call-text.ts";
import { nextStep } from "../../src/report/next-step.ts";
import { problemList } from "../../src/report/problem-list.ts";
import { renderMention } from "../../src/report/render-mention.ts";
import { reviewersProblem } from "../../src/report/reviewers-problem.ts";
import { turnText } from "../../src/report/turn-text.ts";
import { inputOf, workflowIn } from "./sample.ts";

const role = "code_writer";
const mention = { way: "mention", names: ["maria", "acme/product", "copilot-swe-agent"] } as const;
const review = { way: "request_review", users: ["omar"], teams: ["acme/reviewers"] } as const;
const file = { way: "actions_workflow", file: "code-writer.yml" } as const;

describe("the call of a turn", () => {
  it.each([
    [mention, "📣 The Code Writer is called by a comment that mentions maria, acme/product, copilot-swe-agent."],
    [review, "📣 The Code Writer is called by a request for a review of omar, acme/reviewers."],
    [file, "📣 The Code Writer is called with the Actions workflow code-writer.yml."],
  ])("is told without a mention: %j", (call, expected) => {
    expect(callText({ role, call, problem: null })).toBe(expected);
  });

  it("stands in what happens next, in a handoff and in a phase", () => {
    const call = { role, call: file, problem: null } as const;
    for (const state of ["handoff_to_coder", "implementation"] as const) {
      expect(nextStep(inputOf(workflowIn(state), { call }), 500)).toContain(
        "with the Actions workflow code-writer.yml",
      );
    }
  });

  it("is not told where nobody is called, nor where it did not work, which stands on top", () => {
    expect(callText(null)).toBe("");
    expect(callText({ role, call: file, problem: "Not Found" })).toBe("");
  });

  it.each([
    [mention, "> - The Code Writer could not be called by a comment: Locked. Baton tries again every hour"],
    [review, "> - Not everybody who plays Code Writer could be asked for a review: Locked. Baton tries again"],
    [
      file,
      "> - The Code Writer could not be called with the Actions workflow code-writer.yml: Locked. It must be on the default branch, with the trigger `workflow_dispatch` and the inputs of a call.",
    ],
  ])("says why it did not work, and what to do: %j", (call, expected) => {
    const problem = { kind: "cannot_call", call: { role, call, problem: "Locked" } } as const;
    expect(problemList([problem], 300)).toContain(expected);
  });

  it("has a reason even where none was kept", () => {
    const problem = { kind: "cannot_call", call: { role, call: mention, problem: null } } as const;
    expect(problemList([problem], 300)).toContain("could not be called by a comment: .");
  });
});

describe("a comment that calls by mentioning", () => {
  it("mentions users, teams and Apps, and says what to do", () => {
    expect(renderMention(workflowIn("handoff_to_coder"), mention.names)).toMatchInlineSnapshot(`
      "@maria @acme/product @copilot-swe-agent

      ### 🤝 Code Writer, the baton comes to you

      The Q Assistant is done. Comment \`/accept\` to take over. The status comment further up has the details."
    `);
    expect(renderMention(workflowIn("discovery"), ["maria"])).toContain("### 🏃 Q Assistant, it is your turn");
  });

  it("has nothing to say where nobody has a turn", () => {
    expect(turnText(workflowIn("complete"))).toBe("");
  });
});

describe("who could not be asked for a review", () => {
  it.each([
    [{ asked: ["omar"], refused: [], why: null }, null],
    [{ asked: [], refused: [], why: null }, "nobody plays it but the author, who cannot be asked"],
    [{ asked: [], refused: ["rita"], why: "Not a collaborator" }, "rita: Not a collaborator"],
    [{ asked: [], refused: ["other/team"], why: null }, "other/team: a team of another owner cannot be asked"],
    [{ asked: [], refused: ["a", "b", "c", "d", "e", "f", "g"], why: "No" }, "a, b, c, d, e and 2 more: No"],
  ])("is named: %j", (asked, expected) => {
    expect(reviewersProblem(asked)).toBe(expected);
  });
});
