import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OpeningTrouble } from "../../src/report/opening.ts";
import { openingTroubleText } from "../../src/report/opening-trouble-text.ts";
import { renderOpening, type OpeningSource } from "../../src/report/render-opening.ts";
import { hostile } from "./hostile.ts";

const source: OpeningSource = {
  ...{ issue: null, title: null, requirements: null, subject: "Round up", branch: "rounding", by: "an agent" },
};
const issue = { number: 7, title: "Amounts are wrong", body: null };

describe("a pull request that Baton opens", () => {
  it("is called what its starter says, or else the issue, the requirements, the commit, the branch", () => {
    const titles = [
      { title: "Mine", issue, requirements: "Wanted" },
      { issue, requirements: "Wanted" },
      { requirements: " \nWanted\nby all" },
      {},
      { subject: " " },
      { subject: "", branch: "\u200B" },
    ].map((each) => renderOpening({ ...source, ...each }).title);
    expect(titles).toEqual(["Mine", "Amounts are wrong", "Wanted", "Round up", "rounding", "A build"]);
  });

  it("closes its issue, quotes what is wanted, and says who has it opened", () => {
    const { body } = renderOpening({ ...source, issue, requirements: "Cents,\nnot halves" });
    expect(body).toBe(
      "Closes #7\n\n> Cents,\n> not halves\n\nOpened by Baton for an agent, to run a build relay on it.",
    );
    expect(renderOpening({ ...source, requirements: " " }).body).toMatch(/^Opened by Baton/);
  });

  it("refers to nothing else, whatever it is told, and fits GitHub's limits", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, requirements, by) => {
        const opening = renderOpening({ ...source, title, requirements, by });
        expect(opening.title.length).toBeLessThanOrEqual(256);
        expect(opening.body.length).toBeLessThan(65_536);
        for (const text of [opening.title, opening.body]) expect(text).not.toMatch(/[@#](?!\u200B)/);
      }),
    );
    const worst = renderOpening({ ...source, title: "@".repeat(256), requirements: "&".repeat(60_000) });
    expect(worst.title.length).toBeLessThanOrEqual(256);
    expect(worst.body.length).toBeLessThan(65_536);
  });
});

describe("why nothing can be opened", () => {
  it("is told with what to do about it", () => {
    const troubles: readonly OpeningTrouble[] = [
      { reason: "no_issue", issue: 7 },
      { reason: "issue_is_pull", issue: 7 },
      { reason: "issue_closed", issue: 7 },
      { reason: "no_branch_of_issue", issue: 7 },
      { reason: "several_branches_of_issue", issue: 7, branches: ["7-a", "7-b"] },
      { reason: "no_branch", branch: "pay" },
      { reason: "branch_is_base", branch: "main" },
      { reason: "no_base", base: "next" },
      { reason: "nothing_to_merge", branch: "pay", base: "main" },
      { reason: "archived" },
    ];
    expect(troubles.map(openingTroubleText).join("\n")).toMatchInlineSnapshot(`
      "There is no issue #7 in this repository.
      #7 is a pull request. Name it as \`pull_number\`.
      Issue #7 is closed. Reopen it, or name a \`branch\` alone.
      An issue needs a branch, and no branch begins with “7-”. Create one, as “Create a branch” on the issue does, push a commit to it, or name another as \`branch\`.
      Several branches begin with “7-”: “7-a”, “7-b”. Name one of them as \`branch\`.
      There is no branch “pay” in this repository. Push it first.
      A pull request needs two branches, and “main” would be both. Name another as \`branch\` or as \`base\`.
      There is no branch “next” in this repository to merge into.
      “pay” has no commits that “main” has not. GitHub opens a pull request from the first commit on; push one, empty if need be.
      The repository is archived, so that nothing can be opened in it."
    `);
  });
});
