import { describe, expect, it } from "vitest";
import { renderGroupCheck, type GroupMember } from "../../src/report/render-group-check.ts";
import { workflowIn } from "./sample.ts";

const sha = "f".repeat(40);
const member = (number: number, standing: GroupMember["standing"]): GroupMember => {
  return { number, standing, workflow: workflowIn(standing === "passed" ? "complete" : "verification") };
};

describe("the check run on a merge queue's group", () => {
  it("is green where no relay runs", () => {
    expect(renderGroupCheck(sha, [])).toMatchObject({
      name: "Baton",
      headSha: sha,
      externalId: `merge_group:${sha}`,
      conclusion: "success",
      title: "No relay runs here",
    });
  });

  it("is green where all are through, and names them", () => {
    const { conclusion, title, summary } = renderGroupCheck(sha, [member(7, "passed"), member(8, "passed")]);
    expect([conclusion, title]).toEqual(["success", "Through: #7, #8"]);
    expect(summary).toBe("- #7 (🏁 Complete): it is through.\n- #8 (🏁 Complete): it is through.");
  });

  it.each([
    ["waiting", "it waits for **Verification Overseer**"],
    ["held", "comment `/unhold` there"],
    ["error", "comment `/retry` there"],
    ["cancelled", "comment `/start` there"],
    ["newer_commits", "commits that its relay has not seen yet"],
  ] as const)("is red where one is %s, and says what to do", (standing, said) => {
    const { conclusion, title, summary } = renderGroupCheck(sha, [member(7, "passed"), member(8, standing)]);
    expect([conclusion, title]).toEqual(["failure", "Not through: #8"]);
    expect(summary).toContain(said);
  });

  it("stays short, however many there are", () => {
    const { title, summary } = renderGroupCheck(
      sha,
      Array.from({ length: 130 }, (_, index) => member(index + 1, "waiting")),
    );
    expect(title).toMatch(/#10 and 120 more$/);
    expect(summary).toMatch(/\n- and 30 more$/);
    expect(summary.length).toBeLessThan(60_000);
  });
});
