import { rerequestRun, rerequestSuite } from "../actions/check-requests.ts";
import { createMergeGroup, endMergeGroup } from "../actions/merge-groups.ts";
import { requireRole } from "../access/repository-role.ts";
import { actorOf } from "../state/directory.ts";
import type { Actor } from "../state/accounts.ts";
import type { CheckRun } from "../state/checks.ts";
import { isPull } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** A group in a merge queue, with checks asked for. */
export interface MergeGroupDriver {
  readonly headSha: string;
  /** Without `refs/heads/`. */
  readonly headRef: string;
  /** Asks the App of a run on it for that run again. */
  readonly rerequest: (by: string, checkRunId: number) => void;
  /** Asks the App of a run on it for its whole suite again. */
  readonly rerequestSuite: (by: string, checkRunId: number) => void;
  readonly end: (reason: "merged" | "invalidated" | "dequeued") => void;
}

export function mergeGroupDriver(
  world: World,
  repository: Repository,
  about: { by: string; pulls: readonly number[] },
): MergeGroupDriver {
  const actor = actorOf(world, about.by);
  requireRole(world, { repository, user: actor.user, needs: "write", to: "merge" });
  const pulls = about.pulls.map((number) => {
    const issue = repository.issues.get(number);
    if (issue === undefined || !isPull(issue)) throw new Error(`There is no pull request #${number} to merge.`);
    return issue;
  });
  const group = createMergeGroup(world, repository, { pulls, actor });
  const asked = (by: string, runId: number): { run: CheckRun; sender: Actor } => {
    const sender = actorOf(world, by);
    requireRole(world, { repository, user: sender.user, needs: "write", to: "run checks again" });
    const run = repository.runs.get(runId);
    if (run?.headSha !== group.headSha) throw new Error(`There is no check run ${runId} on this group.`);
    return { run, sender };
  };
  return {
    headSha: group.headSha,
    headRef: group.headRef,
    rerequest: (by, runId) => rerequestRun(world, repository, asked(by, runId)),
    rerequestSuite: (by, runId) => {
      const { run, sender } = asked(by, runId);
      rerequestSuite(world, repository, { suite: run.suite, sender });
    },
    end: (reason) => endMergeGroup(world, repository, { group, reason, actor }),
  };
}
