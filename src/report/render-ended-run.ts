import type { CheckReport } from "./report.ts";

/** What a check run of Baton's says that ends because it does not count any more. */
export type EndedRun = Pick<CheckReport, "title" | "summary">;

/** The pull request has another head. */
export function renderLeftHead(headSha: string): EndedRun {
  return {
    title: "The pull request moved on",
    summary: `Its head is ${headSha} now. The check run "Baton" there says where the baton is.`,
  };
}

/** A newer run of the same head says it all: this one is a double, or about to be taken for forgotten by GitHub. */
export const replacedRun: EndedRun = {
  title: "A newer check run took its place",
  summary: 'The latest check run "Baton" of this commit says where the baton is.',
};
