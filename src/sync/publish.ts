import { publishReport } from "../github/publish-report.ts";
import type { ShownCall } from "../report/call-text.ts";
import type { Problem } from "../report/report.ts";
import { renderReport } from "../report/render-report.ts";
import { parseRequest } from "../signals/stored-request.ts";
import { recentlyRefused, type RefusedRequest } from "../store/deliveries.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordPublished } from "../store/published.ts";
import { loadReportRows } from "../store/report-rows.ts";
import { loadTurnCall } from "../store/turn-call.ts";
import { configuredCall } from "../workflow/turn-call.ts";
import { leftHeads } from "./left-heads.ts";
import { requestLabelWish } from "./request-label-wish.ts";
import { rulesProblems } from "./rules-problems.ts";
import type { Turn } from "./context.ts";

/** Publishes the report of the newest workflow, if it is behind or wanted, and records what is on GitHub now. */
export async function publish(turn: Turn, loaded: LoadedPull): Promise<void> {
  const { newest, pull, repository } = loaded;
  if (newest === null) return;
  const { workflow } = newest;
  if (newest.publishedVersion >= workflow.version && pull.reportDone >= pull.reportWanted) return;
  const { db } = turn.context.world;
  const rows = await loadReportRows(db, workflow.id);
  const refused = await recentlyRefused(db, turn.lease, workflow.stateEnteredAt);
  const called = configuredCall(workflow) === null ? null : await loadTurnCall(db, workflow);
  const report = renderReport({
    workflow,
    fullName: repository.fullName,
    serverUrl: turn.context.serverUrl,
    evidence: pull.evidence,
    ...rows,
    call: called,
    problems: [...(await rulesProblems(turn, loaded)), ...problemsOf(pull, called, refused)],
  });
  const target = {
    fullName: repository.fullName,
    number: turn.lease.pullNumber,
    commentId: pull.commentId,
    self: turn.context.self,
    now: turn.context.world.now(),
    leftHeads: leftHeads(rows.events, { publishedVersion: newest.publishedVersion, headSha: workflow.headSha }),
    ...requestLabelWish(workflow),
  };
  const { commentId } = await publishReport(turn.client(loaded), target, report);
  await recordPublished(db, {
    ...turn.lease,
    workflowId: workflow.id,
    version: workflow.version,
    reportDone: pull.reportWanted,
    commentId,
  });
}

function problemsOf(
  { problem, readingProblem }: LoadedPull["pull"],
  called: ShownCall | null,
  refused: readonly RefusedRequest[],
): readonly Problem[] {
  const problems: Problem[] = [];
  if (readingProblem !== null) problems.push({ kind: "cannot_read", what: readingProblem });
  if (problem !== null) problems.push({ kind: "cannot_tell", what: problem });
  if (called !== null && called.problem !== null) problems.push({ kind: "cannot_call", call: called });
  for (const { request: text, reason } of refused) {
    const request = parseRequest(text);
    if ("problem" in request || request.kind === "commands" || request.kind === "opened") continue;
    const what = request.kind === "label" ? request.label : request.identifier;
    problems.push({ kind: "undone", what, by: request.sender.login, reason });
  }
  return problems;
}
