import { pinnedRules } from "../orchestrator/pinned-rules.ts";
import { takeRules } from "../orchestrator/take-rules.ts";
import type { Problem } from "../report/report.ts";
import { lostNames } from "../rules/lost-names.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Turn } from "./context.ts";

/**
 * What people must know of the rules: that the file is broken, and whom the workflow's own rules name in vain, teams that were
 * lost since among them. A file that was broken is read again, so that the report tells when it is mended.
 */
export async function rulesProblems(turn: Turn, { repository, newest }: LoadedPull): Promise<readonly Problem[]> {
  const { world } = turn.context;
  if (newest?.workflow.status !== "open") return [];
  const problems: Problem[] = [];
  if (repository.rulesProblem !== null) {
    const { trouble, snapshot } = await takeRules(world, repository);
    if (trouble !== null) problems.push({ kind: "rules_trouble", trouble, hasLast: snapshot !== null });
  }
  const pinned = await pinnedRules(world.db, newest);
  if (pinned === null) return problems;
  const lost = lostNames(await world.teamsNow(repository, pinned));
  return [...problems, ...lost.map((each): Problem => ({ kind: "lost_names", lost: each }))];
}
