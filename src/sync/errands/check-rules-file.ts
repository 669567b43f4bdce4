import { changesFile } from "../../github/changes-file.ts";
import { publishOutcome } from "../../github/publish-outcome.ts";
import { readRulesFile } from "../../github/read-rules-file.ts";
import { renderRulesCheck } from "../../report/render-rules-check.ts";
import type { Errand } from "../../signals/errand.ts";
import type { ErrandAtWork } from "./errand-at-work.ts";

type PullHead = Extract<Errand, { kind: "pull_head" }>;

/**
 * Says on a pull request that changes the rules file what is wrong with it, line by line. Nothing of the file is applied:
 * rules are taken from the default branch alone. A head without the file has nothing to be said about.
 */
export async function checkRulesFile({ context, client }: ErrandAtWork, head: PullHead): Promise<void> {
  const { number, headSha } = head;
  const { fullName, installationId } = head.repository;
  const github = client(installationId);
  const there = await readRulesFile(github, { fullName, ref: headSha });
  if (there.kind === "none") return;
  const here = await readRulesFile(github, { fullName });
  const isSame = here.kind !== "none" && here.blobSha !== null && here.blobSha === there.blobSha;
  if (isSame || !(await changesFile(github, { fullName, number }, ".github/baton.yml"))) return;
  const problems = there.kind === "broken" ? there.problems : [];
  await publishOutcome(github, { fullName, self: context.self }, renderRulesCheck({ number, headSha }, problems));
}
