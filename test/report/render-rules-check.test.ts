import { describe, expect, it } from "vitest";
import { renderRulesCheck } from "../../src/report/render-rules-check.ts";

const target = { number: 7, headSha: "f".repeat(40) };
const problem = { line: 2, column: 3, path: "testing.chekcs", message: "There is no such key.", suggestion: "checks" };

describe("the check run on a changed rules file", () => {
  it("is green where they can be read, and says that nothing of them holds yet", () => {
    expect(renderRulesCheck(target, [])).toMatchObject({
      name: "Baton rules",
      externalId: `rules:7:${target.headSha}`,
      conclusion: "success",
      title: "The rules are good",
      summary: expect.stringContaining("Nothing of it holds yet") as string,
      annotations: [],
    });
  });

  it("is red where they cannot, with each problem at its line and what was probably meant", () => {
    const { conclusion, title, summary, annotations } = renderRulesCheck(target, [problem]);
    expect([conclusion, title]).toEqual(["failure", "The rules have 1 problem"]);
    expect(summary).toContain("- Line 2, column 3: There is no such key. Did you mean “checks”?");
    expect(annotations).toEqual([
      {
        path: ".github/baton.yml",
        line: 2,
        title: "testing.chekcs",
        message: "There is no such key. Did you mean “checks”?",
      },
    ]);
  });

  it("is titled by itself where the problem has no key", () => {
    const whole = { ...problem, path: "", suggestion: null };
    const { title, annotations } = renderRulesCheck(target, [whole, whole]);
    expect(title).toBe("The rules have 2 problems");
    expect(annotations[0]).toMatchObject({ title: "Baton rules", message: "There is no such key." });
  });

  it("does nothing but show what the file says, and stays short", () => {
    const hostile = {
      ...problem,
      path: "@acme/all",
      message: `@maria <b>\u202E${"x".repeat(9_000)}`,
      suggestion: "@omar",
    };
    const { summary, annotations } = renderRulesCheck(
      target,
      Array.from({ length: 50 }, () => hostile),
    );
    expect(summary).not.toMatch(/@\w|<b>|\u202E/);
    for (const { title, message } of annotations) expect(title + message).not.toMatch(/@\w|\u202E/);
    expect(summary.length).toBeLessThan(60_000);
    expect(annotations[0]?.message.length).toBeLessThan(1_000);
  });
});
