import { allowedIntents } from "../workflow/allowed.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { allowedEffect, allowedTo, waysToAsk } from "./allowed-text.ts";

/** The commands that work now, what each does and who may say it. */
export function commandTable(workflow: Workflow): string {
  const rows = allowedIntents(workflow).map((each) => {
    return `| ${waysToAsk[each.intent]} | ${allowedEffect(each)} | ${allowedTo(each)} |`;
  });
  return ["| Comment | What it does | Who may |", "|---|---|---|", ...rows].join("\n");
}
