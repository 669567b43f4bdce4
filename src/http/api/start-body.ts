import { z } from "@hono/zod-openapi";
import { jsonObject, text } from "./schemas.ts";

const number = z.int().min(1).max(2_147_483_647);

/** GitHub's own limit on the name of a branch. */
const branch = z.string().min(1).max(244).refine(isBranchName, { error: "must be the name of a branch" });

export const startBody = z
  .strictObject({
    pull_number: number.optional().openapi({ description: "The pull request, where there is one", example: 42 }),
    branch: branch.optional().openapi({
      description: "The branch to open a draft pull request for, unless it has an open one, which then is taken",
    }),
    issue_number: number.optional().openapi({
      description:
        "The issue that the pull request is to close. Without `branch` its branch is the one whose name begins with the number and a hyphen, as “Create a branch” on the issue names it",
    }),
    base: branch.optional().openapi({
      description: "With `branch` or `issue_number`: what it is to be merged into; the default branch unless given",
    }),
    title: text(256).min(1).optional().openapi({
      description:
        "With `branch` or `issue_number`: the title of a pull request that is opened; the issue's unless given",
    }),
    requirements: text(60_000).optional().openapi({
      description: "The issue's, or else the pull request's, title and body unless given",
    }),
    build_id: text(200).min(1).optional().openapi({ description: "Yours; `pr-<number>` unless given" }),
    user_id: text(100)
      .min(1)
      .optional()
      .openapi({ description: "Who starts it, in your words; the token's name unless given" }),
    metadata: jsonObject.optional().openapi({ description: "Kept with the workflow; 256 KiB at most" }),
  })
  .superRefine(({ pull_number, ...given }, context) => {
    const opening = (["branch", "issue_number", "base", "title"] as const).filter((key) => given[key] !== undefined);
    if (pull_number !== undefined) {
      for (const key of opening)
        context.addIssue({ code: "custom", path: [key], message: "does not go with pull_number" });
    } else if (given.branch === undefined && given.issue_number === undefined) {
      const message = "is needed, or branch, or issue_number";
      context.addIssue({ code: "custom", path: ["pull_number"], message });
    }
  })
  .openapi("Start", {
    description: "On the pull request `pull_number`; or on the one of `branch` or `issue_number`, opened if need be",
    example: {
      pull_number: 42,
      requirements: "Customers pay by card",
      build_id: "build-7",
      metadata: { ticket: "PAY-1" },
    },
  });

export type StartBody = z.output<typeof startBody>;

/** What Git forbids in the name of a branch, and GitHub would read as something else (git-check-ref-format). */
function isBranchName(name: string): boolean {
  if (/[\0-\x20\x7F~^:?*[\\\p{Surrogate}]|\.\.|@\{|\/\/|\.lock(\/|$)/u.test(name)) return false;
  return !/^[/-]|^refs\/|(^|\/)\.|[./]$/.test(name) && name !== "@" && name !== "HEAD";
}
