import type { EventType } from "../workflow/decision.ts";
import { states, type State } from "../workflow/states.ts";
import { failReasonText } from "./fail-reason-texts.ts";
import { inertText } from "./inert.ts";
import type { RecordedEvent } from "./report.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { showActor } from "./who.ts";

/** What happened last, newest first, folded. */
export function eventList(events: readonly RecordedEvent[], max: number): string {
  if (events.length === 0) return "";
  const rows = events.map((event) => {
    const cells = [
      showTime(event.at),
      eventTexts[event.type],
      wayOf(event),
      showActor(event.by),
      reasonOf(event, Math.min(150, max)),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "<details>",
    "<summary>What happened last</summary>",
    "",
    "| When | What | Where | By | Why |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    "</details>",
  ].join("\n");
}

const eventTexts: Readonly<Record<EventType, string>> = {
  started: "started",
  stepped: "handed on",
  retried: "sent back",
  failed: "failed",
  recovered: "recovered",
  rolled_back: "rolled back",
  reset_by_push: "back to testing after a push",
  head_changed: "new commits or another base",
  held: "put on hold",
  unheld: "resumed",
  cancelled: "cancelled",
  closed: "pull request closed",
  reopened: "pull request reopened",
  merged: "pull request merged",
  reloaded: "rules taken anew",
  claimed: "taken on",
  claim_lapsed: "free again",
};

function wayOf({ data }: RecordedEvent): string {
  const [from, to] = [data["from_state"], data["to_state"]].map((each) => (isState(each) ? stateNames[each] : null));
  if (from && to) return `${from} → ${to}`;
  return to ?? (isState(data["state"]) ? stateNames[data["state"]] : "");
}

function reasonOf({ type, data }: RecordedEvent, max: number): string {
  const { reason, forced } = data;
  if (forced === true) return `⚠️ forced${pastWhat(data["missing"])}`;
  if (type === "claim_lapsed" && typeof data["holder"] === "string")
    return `${inertText(data["holder"], 60)} fell silent`;
  return typeof reason === "string" ? inertText(failReasonText(reason), max) : "";
}

/** What a forced step went past. It was stored as JSON, so nothing in it is sure. */
function pastWhat(missing: unknown): string {
  if (!Array.isArray(missing) || missing.length === 0) return "";
  const names = missing.slice(0, missingMax).map((each: unknown) => {
    const { kind, name } = Object(each) as { readonly kind?: unknown; readonly name?: unknown };
    return inertText(String(name ?? kind).replaceAll("_", " "), 60);
  });
  const rest = missing.length - names.length;
  return `, without ${names.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

const missingMax = 5;

function isState(value: unknown): value is State {
  return (states as readonly unknown[]).includes(value);
}
