import type { Report } from "../report/report.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { publishCheck, type CheckTarget } from "./publish-check.ts";
import { publishComment } from "./publish-comment.ts";
import { publishLabel } from "./publish-label.ts";
import type { PullTarget } from "./pull-target.ts";

export interface ReportTarget extends PullTarget, CheckTarget {
  /** The status comment as last known; null where none is. */
  readonly commentId: number | null;
  /** Labels that must be there besides the state's. */
  readonly addLabels?: readonly string[];
  /** Labels to take off besides those of other states. */
  readonly removeLabels?: readonly string[];
}

/**
 * Makes GitHub show the report. Each part is compared first and written only where it differs, so that publishing again
 * writes nothing. What GitHub refuses of one part (a locked conversation, a head that is gone) does not keep the others
 * back; it is thrown at the end.
 */
export async function publishReport(
  client: Client,
  target: ReportTarget,
  report: Report,
): Promise<{ readonly commentId: number; readonly writes: number }> {
  const wish = { label: report.label, add: target.addLabels ?? [], remove: target.removeLabels ?? [] };
  const comment = await attempt(() => publishComment(client, target, report.comment));
  const label = await attempt(() => publishLabel(client, target, wish));
  const check = await attempt(() => publishCheck(client, target, report.check));
  for (const part of [label, check]) if ("refused" in part) throw part.refused;
  if ("refused" in comment) throw comment.refused;
  return { commentId: comment.commentId, writes: comment.writes + countOf(label) + countOf(check) };
}

type Attempt<Result> = Result | { readonly refused: unknown };

async function attempt<Result>(publish: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return await publish();
  } catch (error) {
    if (failureOf(error).kind === "refused") return { refused: error };
    throw error;
  }
}

function countOf(part: Attempt<{ readonly writes: number }>): number {
  return "writes" in part ? part.writes : 0;
}
