import { publishOutcome } from "../../github/publish-outcome.ts";
import { readMergeGroup, type MergeGroupContent } from "../../github/read-merge-group.ts";
import { readPull } from "../../github/read-pull.ts";
import { renderGroupCheck, type GroupMember } from "../../report/render-group-check.ts";
import type { Errand } from "../../signals/errand.ts";
import { loadNewestWorkflow } from "../../store/load-workflow.ts";
import { pullsAtHeads } from "../../store/pulls-at-heads.ts";
import type { PullEvidence } from "../../workflow/evidence.ts";
import { gateStanding } from "../../workflow/gate.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import type { SyncContext } from "../context.ts";
import { doubtName } from "../doubt-name.ts";
import type { ErrandAtWork } from "./errand-at-work.ts";
import { knownByNow } from "./known-by-now.ts";

type MergeGroup = Extract<Errand, { kind: "merge_group" }>;

/** Pull requests of one group that are looked at. */
const membersMax = 100;

/**
 * Answers a merge queue that asks for checks, whether or not anybody in the group has a workflow: a required check that
 * nobody reports keeps the queue waiting.
 */
export async function answerMergeGroup({ context, client }: ErrandAtWork, group: MergeGroup): Promise<void> {
  const { db } = context.world;
  const repository = (await knownByNow(context, group.repository.id)) ?? group.repository;
  const { id: repositoryId, fullName, installationId } = repository;
  const github = client(installationId);
  const content = await readMergeGroup(github, fullName, group);
  const members: GroupMember[] = [];
  for (const number of (await candidatesOf(context, repositoryId, content)).slice(0, membersMax)) {
    const stored = await loadNewestWorkflow(db, { repositoryId, pullNumber: number });
    if (stored === null) continue;
    const { workflow } = stored;
    const pull = await doubtName(db, installationId, readPull(github, repository, number));
    if (isMember(content, { number, pull, workflow }, group.baseRef))
      members.push({ number, workflow, standing: gateStanding(workflow, pull.headSha) });
  }
  await publishOutcome(github, { fullName, self: context.self }, renderGroupCheck(group.headSha, members));
}

async function candidatesOf(
  { world }: SyncContext,
  repositoryId: number,
  { named, ahead, shas }: MergeGroupContent,
): Promise<readonly number[]> {
  const atHeads = await pullsAtHeads(world.db, repositoryId, shas);
  return [...new Set([...(named === null ? [] : [named]), ...ahead, ...atHeads])];
}

interface Candidate {
  readonly number: number;
  readonly pull: PullEvidence;
  readonly workflow: Workflow;
}

/**
 * Whether a group would merge a pull request. The ref is GitHub's word; a message or a commit can also speak of one that is
 * merged already, that goes elsewhere, or that has moved on.
 */
function isMember({ named, ahead, shas }: MergeGroupContent, candidate: Candidate, baseRef: string): boolean {
  const { number, pull, workflow } = candidate;
  if (number === named) return true;
  if (!pull.open || `refs/heads/${pull.baseRef}` !== baseRef) return false;
  return ahead.includes(number) || shas.includes(workflow.headSha);
}
