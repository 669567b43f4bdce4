import { inertLink } from "./inert-link.ts";
import { inertBlock, inertText } from "./inert.ts";
import type { RecordedHandoff, ReportInput } from "./report.ts";
import { showActor } from "./who.ts";

/** Why the current state was not entered on the way forward: who sent the work back, the reason, what was found. */
export function sentBack(input: Pick<ReportInput, "workflow" | "handoffs" | "serverUrl">, max: number): string {
  const { workflow, handoffs, serverUrl } = input;
  const handoff = handoffs[0];
  if (handoff === undefined || handoff.kind === "step" || handoff.toState !== workflow.currentState) return "";
  return [
    opening(handoff, workflow.retries, workflow.policy.limits.retries),
    inertBlock(textAt(handoff.data, "retry_reason"), max),
    findingList(handoff.data["evidence"], serverUrl),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The findings that came with a handoff, as a list; the data is JSON that was stored, so nothing in it is sure. */
export function findingList(findings: unknown, serverUrl: string): string {
  if (!Array.isArray(findings)) return "";
  const items = findings.slice(0, findingsMax).map((finding: unknown) => {
    const name = inertLink({ text: textAt(finding, "name"), url: textAt(finding, "url"), serverUrl });
    const texts = [inertText(textAt(finding, "outcome"), 60), inertText(textAt(finding, "summary"), 300)];
    return `- ❌ ${[name, ...texts.filter((text) => text !== "")].join(": ")}`;
  });
  const rest = findings.length - items.length;
  return [...items, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])].join("\n");
}

const findingsMax = 15;

function opening({ kind, by }: RecordedHandoff, retries: number, retriesMax: number): string {
  const who = showActor(by);
  if (kind === "retry")
    return `**The work came back** (sent by ${who}, retry ${String(retries)} of ${String(retriesMax)}).`;
  if (kind === "recover") return `**The work was taken up again** after an error, by ${who}.`;
  return by.kind === "github"
    ? "**New commits came**, so what was said of the old ones counts no longer."
    : `**The work was rolled back** by ${who}.`;
}

function textAt(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null) return "";
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === "string" ? found : "";
}
