import { standing } from "../workflow/check-standing.ts";
import type { ChecksJudgement } from "../workflow/checks.ts";
import type { CheckStanding } from "../workflow/decision.ts";
import { inertLink } from "./inert-link.ts";
import { inertText } from "./inert.ts";
import { checkName, standingTexts } from "./missing-text.ts";
import { showCommit } from "./who.ts";

/** The checks that are judged, what needs attention first. Empty where none is known or named. */
export function checkList(
  judgement: ChecksJudgement,
  { headSha, serverUrl, max }: { readonly headSha: string; readonly serverUrl: string; readonly max: number },
): string {
  const rows = order.flatMap((status) => rowsOf(judgement).filter((row) => row.status === status));
  if (rows.length === 0) return "";
  const counts = order.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count === 0 ? [] : [`${String(count)} ${countTexts[status]}`];
  });
  const items = rows.slice(0, rowsMax).map(({ name, app, status, url, summary, ranNothing }) => {
    const why = status === "failed" && summary !== null ? inertText(summary, Math.min(200, max)) : "";
    const named = url === null ? checkName({ name, app, status }, Math.min(100, max)) : "";
    const stands = (ranNothing ? emptyTexts[status] : undefined) ?? standingTexts[status];
    const text = `${icons[status]} ${named || inertLink({ text: name, url, serverUrl, max })}: ${stands}`;
    return `- ${text}${why === "" ? "" : `: ${why}`}`;
  });
  const rest = rows.length - items.length;
  return [
    `**Checks of commit ${showCommit(headSha)}:** ${counts.join(", ")}`,
    "",
    ...items,
    ...(rest > 0 ? [`- and ${String(rest)} more`] : []),
  ].join("\n");
}

interface Row {
  readonly name: string;
  readonly app: string | null;
  readonly status: CheckStanding;
  readonly url: string | null;
  readonly summary: string | null;
  /** A suite that ended without a run. */
  readonly ranNothing: boolean;
}

const rowsMax = 30;

const order = ["failed", "blocked", "absent", "running", "passed"] as const satisfies readonly CheckStanding[];

/** Runs are judged one by one; checks that are named and absent, and suites still at work, are known only as missing. */
function rowsOf({ judged, missing }: ChecksJudgement): readonly Row[] {
  const runs = judged.map((run) => ({
    name: run.name,
    app: run.app,
    status: standing(run),
    url: run.url,
    summary: run.summary,
    ranNothing: run.kind === "check_suite",
  }));
  const others = missing.flatMap((each): readonly Row[] => {
    if (each.kind !== "check" || (each.status !== "absent" && judged.some((run) => run.name === each.name))) return [];
    return [{ name: each.name, app: each.app, status: each.status, url: each.url, summary: null, ranNothing: false }];
  });
  return [...runs, ...others].toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
}

const icons: Readonly<Record<CheckStanding, string>> = {
  passed: "✅",
  failed: "❌",
  running: "🏃",
  blocked: "⛔",
  absent: "⏳",
};

/** An Actions workflow ends like this. */
const emptyTexts: Readonly<Partial<Record<CheckStanding, string>>> = {
  failed: "failed before it ran anything, as where its file is invalid",
  blocked: "cancelled before it ran anything",
};

const countTexts: Readonly<Record<CheckStanding, string>> = {
  passed: "passed",
  failed: "failed",
  running: "running",
  blocked: "cancelled or waiting for permission",
  absent: "not reported yet",
};
