import type { Happening } from "./script-schema.ts";

/** An event in a few words. Texts from the file are cut to one line. */
export function whatHappens(happening: Happening): string {
  const { comment, check, status, actions, review, deployment, base, wait, webhook } = happening;
  const { label, unlabel, button, opened } = happening;
  if (label !== undefined) return `${label.by} adds the label ${label.name}`;
  if (unlabel !== undefined) return `${unlabel.by} removes the label ${unlabel.name}`;
  if (button !== undefined) return `${button.by} presses the button ${button.name}`;
  if (opened !== undefined) return `${opened.by} opens the pull request`;
  if (comment !== undefined) return `${comment.by} comments: ${firstLine(comment.text)}`;
  if (check !== undefined) return `check ${check.name} of ${check.app}: ${check.conclusion ?? "in progress"}`;
  if (status !== undefined) return `commit status ${status.context}: ${status.state}`;
  if (actions !== undefined) {
    return actions["waiting-for-approval"] ? "Actions waits for approval" : "the Actions runs are approved";
  }
  if (review !== undefined) return `${review.by} reviews: ${review.state.replaceAll("_", " ")}`;
  if (deployment !== undefined) {
    return `deployment to ${deployment.environment} by ${deployment.creator}: ${deployment.state}`;
  }
  if (base !== undefined) return `the base becomes ${base.to}`;
  if (wait !== undefined) return `${wait} pass`;
  if (webhook !== undefined) return `webhook ${webhook.event}`;
  return plain.get(Object.keys(happening).join()) as string;
}

const plain: ReadonlyMap<string, string> = new Map([
  ["push", "commits are pushed"],
  ["draft", "the pull request becomes a draft"],
  ["ready", "the pull request is ready for review"],
  ["close", "the pull request is closed"],
  ["reopen", "the pull request is reopened"],
  ["merge", "the pull request is merged"],
]);

function firstLine(text: string): string {
  const [line = "", ...more] = text.trim().split("\n");
  return line.length > 80 || more.length > 0 ? `${line.slice(0, 79)}…` : line;
}
