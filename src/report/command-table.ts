import { allowedIntents } from "../workflow/allowed.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { allowedEffect, allowedTo, waysToAsk, worthNaming } from "./allowed-text.ts";

/** The commands that work now, what each does and who may say it. Empty once the pull request is closed. */
export function commandTable(workflow: Workflow): string {
  const { status, cancelledBy, mergedAt } = workflow;
  if (cancelledBy === "closed" || (status !== "open" && mergedAt !== null)) return "";
  const rows = worthNaming(allowedIntents(workflow)).map((each) => {
    return `| ${waysToAsk[each.intent]} | ${allowedEffect(each)} | ${allowedTo(each)} |`;
  });
  return [
    "### Commands that work now",
    "",
    "| Comment | What it does | Who may |",
    "|---|---|---|",
    ...rows,
    "",
    "A command is a line of its own in a new comment. `/help` explains all of them, `/history` lists every handoff.",
  ].join("\n");
}
