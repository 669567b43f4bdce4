import type { Workflow } from "../workflow/workflow.ts";
import { inertLink } from "./inert-link.ts";
import { inertBlock, inertText } from "./inert.ts";
import type { RecordedHandoff, ReportInput } from "./report.ts";
import { showActor } from "./who.ts";

/** Why the current state was not entered on the way forward: who sent the work back, the reason, what was found. */
export function sentBack(input: Pick<ReportInput, "workflow" | "handoffs" | "serverUrl">, max: number): string {
  const { workflow, handoffs, serverUrl } = input;
  const handoff = handoffs[0];
  if (handoff === undefined || handoff.kind === "step" || handoff.toState !== workflow.currentState) return "";
  if (handoff.kind === "reset" && handoff.by.kind === "github") return changedText;
  return [
    opening(handoff, workflow),
    inertBlock(textAt(handoff.data, "retry_reason"), max),
    findingList(handoff.data["evidence"], serverUrl, max),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The findings that came with a handoff, as a list; the data is JSON that was stored, so nothing in it is sure. */
export function findingList(findings: unknown, serverUrl: string, max: number): string {
  if (!Array.isArray(findings)) return "";
  const items = findings.slice(0, findingsMax).map((finding: unknown) => {
    const name = inertLink({ text: textAt(finding, "name"), url: textAt(finding, "url"), serverUrl, max });
    const texts = [
      inertText(textAt(finding, "outcome").replaceAll("_", " "), Math.min(60, max)),
      inertText(textAt(finding, "summary"), Math.min(300, max)),
    ];
    return `- ❌ ${[name, ...texts.filter((text) => text !== "")].join(": ")}`;
  });
  const rest = findings.length - items.length;
  return [...items, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])].join("\n");
}

const findingsMax = 15;

const changedText =
  "**The pull request changed** (new commits, or another base branch), so what was said of it before counts no longer.";

function opening({ kind, by }: RecordedHandoff, { retries, policy }: Workflow): string {
  const who = showActor(by);
  switch (kind) {
    case "retry":
      return `**The work was sent back** by ${who} (retry ${String(retries)} of ${String(policy.limits.retries)}).`;
    case "recover":
      return `**The work was taken up again** after an error, by ${who}.`;
    default:
      return `**The work was rolled back** by ${who}.`;
  }
}

function textAt(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null) return "";
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === "string" ? found : "";
}
