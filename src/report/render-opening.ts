import { fit } from "./fit.ts";
import { inertBlock, inertText, inertTitle } from "./inert.ts";
import type { Issue } from "./opening.ts";

export interface OpeningSource {
  readonly issue: Issue | null;
  /** What whoever starts the workflow calls it; null: a title is made of what there is. */
  readonly title: string | null;
  /** What whoever starts it wants; null: what the issue says. */
  readonly requirements: string | null;
  /** First line of the branch's last commit. */
  readonly subject: string;
  readonly branch: string;
  /** Who starts it. */
  readonly by: string;
}

/** GitHub takes no longer title. What breaks references in it makes it longer, by one character each. */
const titleMax = 120;

/** GitHub takes 65,536 characters. */
const bodyMax = 60_000;

/**
 * Title and body of a pull request that Baton opens. Only the reference to the issue works, which closes it with the merge;
 * everything else comes from outside, and does nothing.
 */
export function renderOpening(source: OpeningSource): { readonly title: string; readonly body: string } {
  const { issue, requirements, by } = source;
  const titles = [source.title, issue?.title, firstLine(requirements), source.subject, source.branch];
  const title = titles.map((each) => inertTitle(each ?? "", titleMax)).find((each) => each !== "");
  const body = fit(
    [
      () => (issue === null ? "" : `Closes #${String(issue.number)}`),
      (max) => inertBlock(requirements ?? "", max),
      () => `Opened by Baton for ${inertText(by, 100)}, to run a build relay on it.`,
    ],
    bodyMax,
  );
  return { title: title ?? "A build", body };
}

function firstLine(text: string | null): string {
  return (text ?? "").trim().replace(/\n.*$/s, "");
}
