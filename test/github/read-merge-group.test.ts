import { describe, expect, it } from "vitest";
import { readMergeGroup } from "../../src/github/read-merge-group.ts";
import { allowOnlyPrescribed, api, fullName, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const group = {
  headSha: "c3",
  headRef: "refs/heads/gh-readonly-queue/release/1.x/pr-9-0123abc",
  baseRef: "refs/heads/release/1.x",
};

/** Commits by their SHA, message and parents. */
function compared(...commits: readonly (readonly [string, string, ...string[]])[]): void {
  const list = commits.map(([sha, message, ...parents]) => {
    return { sha, commit: { message }, parents: parents.map((parent) => ({ sha: parent })) };
  });
  api().get("/repos/acme/app/compare/release%2F1.x...c3").reply(200, { commits: list });
}

describe("what a merge queue's group would merge", () => {
  it("is told by the messages of squashed commits", async () => {
    compared(
      ["c1", "Pay by card (#7)", "base"],
      ["c2", "Ship (#3) faster (#8)\n\nSee (#1)", "c1"],
      ["c3", "(#9)", "c2"],
    );
    expect(await readMergeGroup(testClient(), fullName, group)).toEqual({
      named: 9,
      ahead: [9, 8, 7],
      shas: ["c1", "c2", "c3"],
    });
  });

  it("is told by the queue's own commits alone, not by those of people beside them", async () => {
    compared(
      ["p1", "Merge pull request #5 from elsewhere", "base"],
      ["c2", "Merge pull request #7 from acme/pay", "base", "p1"],
      ["c3", "Merge pull request #9 from acme/ship", "c2", "p2"],
    );
    expect((await readMergeGroup(testClient(), fullName, group)).ahead).toEqual([9, 7]);
  });

  it("ends where commits go round in a circle", async () => {
    compared(["c2", "Two (#2)", "c3"], ["c3", "Three (#3)", "c2"]);
    expect((await readMergeGroup(testClient(), fullName, group)).ahead).toEqual([3, 2]);
  });

  it("is what the ref names where nothing can be compared", async () => {
    api().get("/repos/acme/app/compare/release%2F1.x...c3").reply(404, { message: "Not Found" });
    expect(await readMergeGroup(testClient(), fullName, group)).toEqual({ named: 9, ahead: [], shas: [] });
  });

  it.each(["refs/heads/main", "refs/heads/gh-readonly-queue/main/pr-x-0", "refs/heads/mine/pr-9-0123abc"])(
    "is not taken from a ref that is none of a queue's: %s",
    async (headRef) => {
      compared();
      expect((await readMergeGroup(testClient(), fullName, { ...group, headRef })).named).toBeNull();
    },
  );
});
