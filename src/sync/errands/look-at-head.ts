import { changedAmong } from "../../github/changed-among.ts";
import { publishOutcome } from "../../github/publish-outcome.ts";
import { readRulesFile, rulesPath, type RulesFileRead } from "../../github/read-rules-file.ts";
import { repositoryFiles } from "../../github/repository-files.ts";
import { readNamedFiles } from "../../prompts/read-named-files.ts";
import { renderNoWorkflow } from "../../report/render-no-workflow.ts";
import { renderRulesCheck } from "../../report/render-rules-check.ts";
import { namedPaths } from "../../rules/named-paths.ts";
import type { RulesProblem } from "../../rules/problem.ts";
import type { Rules } from "../../rules/schema.ts";
import type { Errand } from "../../signals/errand.ts";
import { storeRequest } from "../../signals/stored-request.ts";
import { intakeRequest } from "../../store/intake-request.ts";
import { lastRulesDigest } from "../../store/last-rules-digest.ts";
import { loadNewestWorkflow } from "../../store/load-workflow.ts";
import { loadRuleSnapshot } from "../../store/rule-snapshots.ts";
import { want } from "../../store/want.ts";
import type { ErrandAtWork } from "./errand-at-work.ts";
import { knownByNow } from "./known-by-now.ts";

type PullHead = Extract<Errand, { kind: "pull_head" }>;

/**
 * Sees to a head that a pull request has newly got: the relay that its opening starts,
 * what its rules file would mean, and the check run without a workflow.
 */
export async function lookAtHead(work: ErrandAtWork, said: PullHead): Promise<void> {
  const head = { ...said, repository: (await knownByNow(work.context, said.repository.id)) ?? said.repository };
  const { fullName, installationId } = head.repository;
  const held = await readRulesFile(work.client(installationId), { fullName });
  const rules = await rulesThatHold(work, head.repository.id, held);
  await startWhereOpened(work, head, rules);
  await checkRulesFile(work, head, held);
  await answerWithoutWorkflow(work, head, rules);
}

/**
 * Has the relay of a pull request that was just opened start, where the rules want that. It is kept like every other request,
 * under a name that the pull request can have but once, and judged by its sync.
 */
async function startWhereOpened({ context }: ErrandAtWork, head: PullHead, rules: Rules | null): Promise<void> {
  const { repository, number: pullNumber, opened } = head;
  if (opened === null || rules?.start !== "opened") return;
  await intakeRequest(context.world.db, {
    guid: `opened:${String(repository.id)}/${String(pullNumber)}`,
    event: "pull_request",
    repository,
    pullNumber,
    workflowId: null,
    request: storeRequest({ kind: "opened", ...opened }),
    receivedAt: context.world.now(),
  });
}

/**
 * Says on a pull request that changes the rules file, or a file that belongs to the rules, what is wrong with it. Nothing of it
 * is applied: rules are taken from the default branch alone. A head without the rules file has nothing to be said about.
 */
async function checkRulesFile(work: ErrandAtWork, head: PullHead, held: RulesFileRead): Promise<void> {
  const { number, headSha, repository } = head;
  const { fullName, installationId } = repository;
  const github = work.client(installationId);
  const there = await readRulesFile(github, { fullName, ref: headSha });
  if (there.kind === "none") return;
  const isSame = held.kind !== "none" && held.blobSha !== null && held.blobSha === there.blobSha;
  const named = held.kind === "good" ? namedPaths(held.rules) : [];
  const paths = new Set([...(isSame ? [] : [rulesPath]), ...named]);
  const changed = paths.size === 0 ? paths : await changedAmong(github, { fullName, number }, paths);
  if (changed.size === 0) return;
  // A head that is behind the default branch may lack files which belong to rules that it does not change.
  const problems = changed.has(rulesPath)
    ? await problemsIn(work, head, { file: there })
    : await problemsIn(work, head, { file: held, only: changed });
  const target = { fullName, self: work.context.self };
  await publishOutcome(github, target, renderRulesCheck({ number, headSha }, problems));
}

async function problemsIn(
  { context, client }: ErrandAtWork,
  { repository: { fullName, installationId }, headSha }: PullHead,
  { file, ...given }: { readonly file: RulesFileRead; readonly only?: ReadonlySet<string> },
): Promise<readonly RulesProblem[]> {
  if (file.kind !== "good") return file.kind === "broken" ? file.problems : [];
  const files = repositoryFiles(client(installationId), { fullName, ref: headSha });
  const { schemaFault } = context.world;
  return (await readNamedFiles(files, { ...file, ...given, schemaFault })).problems;
}

/**
 * Lets a pull request without a workflow pass, where the rules want that. A workflow that starts meanwhile has the last word:
 * its report is compared again.
 */
async function answerWithoutWorkflow(work: ErrandAtWork, head: PullHead, rules: Rules | null): Promise<void> {
  const { db } = work.context.world;
  const { number, headSha } = head;
  const { id: repositoryId, fullName, installationId } = head.repository;
  if (rules?.["without-workflow"] !== "neutral") return;
  const ref = { repositoryId, pullNumber: number };
  if ((await loadNewestWorkflow(db, ref)) !== null) return;
  const target = { fullName, self: work.context.self };
  await publishOutcome(work.client(installationId), target, renderNoWorkflow(headSha, rules.start));
  if ((await loadNewestWorkflow(db, ref)) !== null) await want(db, ref, { report: true });
}

/** While the file is broken, the last good one holds. */
async function rulesThatHold({ context }: ErrandAtWork, id: number, held: RulesFileRead): Promise<Rules | null> {
  if (held.kind === "good") return held.rules;
  const { db } = context.world;
  const digest = held.kind === "broken" ? await lastRulesDigest(db, id) : null;
  return digest === null ? null : (await loadRuleSnapshot(db, digest)).rules;
}
