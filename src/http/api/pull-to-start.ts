import type { Context } from "hono";
import { renderOpening } from "../../report/render-opening.ts";
import { findByCause } from "../../store/find-by-cause.ts";
import { loadWorkflow } from "../../store/load-workflow.ts";
import { knowsPull, meetPull } from "../../store/meet-pull.ts";
import type { PullRef } from "../../store/pull-ref.ts";
import type { Repository } from "../../store/tokens/find-repository.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { causeOf } from "./change.ts";
import { openingProblem } from "./opening-problem.ts";
import { notFound } from "./problem.ts";
import type { StartBody } from "./start-body.ts";

/** The pull request that a workflow is to start on, and what is to be built where its own text does not say that. */
export interface PullToStart {
  readonly ref: PullRef;
  readonly requirements: string | null;
}

/** Finds the pull request that a start names, or opens one for the branch or the issue that it names. Baton knows it then. */
export async function pullToStart(
  ports: ApiPorts,
  context: Context<ApiEnv>,
  { repository, given }: { readonly repository: Repository; readonly given: StartBody },
): Promise<PullToStart> {
  const { db } = ports.world;
  const requirements = given.requirements ?? null;
  if (given.pull_number !== undefined) {
    const ref = { repositoryId: repository.id, pullNumber: given.pull_number };
    await makeKnown(ports, repository, ref);
    return { ref, requirements };
  }
  const before = await startedBefore(ports, context);
  if (before !== null) return { ref: before, requirements };
  const opened = await openFor(ports, context, { repository, given });
  await meetPull(db, opened.ref);
  return opened;
}

/** A pull request that no webhook spoke of yet becomes known if GitHub has it. */
async function makeKnown({ world, hasPull }: ApiPorts, repository: Repository, ref: PullRef): Promise<void> {
  if (await knowsPull(world.db, ref)) return;
  if (!(await hasPull(repository, ref.pullNumber))) throw notFound("pull request");
  await meetPull(world.db, ref);
}

/** Where the same request started a workflow before, by now the pull request may be closed: no second one is opened. */
async function startedBefore({ world }: ApiPorts, context: Context<ApiEnv>): Promise<PullRef | null> {
  const recorded = await findByCause(world.db, causeOf(context));
  const stored = recorded === null ? null : await loadWorkflow(world.db, recorded.workflowId);
  if (stored === null) return null;
  const { repositoryId, pullNumber } = stored.workflow;
  return { repositoryId, pullNumber };
}

async function openFor(
  { openPull }: ApiPorts,
  context: Context<ApiEnv>,
  { repository, given }: { readonly repository: Repository; readonly given: StartBody },
): Promise<PullToStart> {
  const { branch = null, issue_number: issueNumber = null, base = null, title = null, requirements = null } = given;
  const by = given.user_id ?? context.get("token").label;
  const opening = await openPull(repository, { branch, issueNumber, base }, (about) =>
    renderOpening({ ...about, title, requirements, by }),
  );
  if (opening.kind === "lost") throw notFound("repository");
  if (opening.kind === "trouble") throw openingProblem(opening.trouble);
  const { number, issue, ownTitle } = opening;
  const ofIssue = issue === null ? null : `${issue.title}\n\n${issue.body ?? ""}`.trim();
  return {
    ref: { repositoryId: repository.id, pullNumber: number },
    // What Baton writes into a pull request's body is nobody's requirement.
    requirements: requirements ?? ofIssue ?? ownTitle,
  };
}
