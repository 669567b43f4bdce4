import { pullShape, simplePullShape } from "../payloads/pull.ts";
import type { Json } from "../payloads/json.ts";
import type { Actor } from "../state/accounts.ts";
import { resolveRef } from "../state/git.ts";
import type { Issue, Pull, Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export function openPull(
  world: World,
  repository: Repository,
  about: {
    readonly actor: Actor;
    readonly title: string;
    readonly body: string | null;
    readonly headRepository: Repository;
    readonly headRef: string;
    readonly baseRef: string;
    readonly draft: boolean;
  },
): Pull {
  const { headRepository, headRef, baseRef, draft } = about;
  const head = headRepository.branches.get(headRef);
  const base = repository.branches.get(baseRef);
  if (head === undefined || base === undefined) {
    throw new Error(`A pull request from ${headRef} into ${baseRef} needs both branches; create them first.`);
  }
  const pull: Pull = {
    ...blankIssue(world, repository, about),
    pull: {
      id: world.nextId(),
      draft,
      headRepository,
      headRef,
      headSha: head,
      baseRef,
      baseSha: base,
      merged: null,
      reviews: [],
      requestedReviewers: [],
      requestedTeams: [],
    },
  };
  repository.issues.set(pull.number, pull);
  announcePull(world, pull, { action: "opened", actor: about.actor });
  return pull;
}

/** Opens an issue that is no pull request. Baton has nothing to do with those, which tests like to see. */
export function openIssue(
  world: World,
  repository: Repository,
  about: { actor: Actor; title: string; body: string | null },
): Issue {
  const issue: Issue = { ...blankIssue(world, repository, about), pull: null };
  repository.issues.set(issue.number, issue);
  return issue;
}

/** The App hears nothing of it: it asks for no events of issues. */
export function closeIssue(world: World, issue: Issue): void {
  issue.state = "closed";
  issue.closedAt = now(world);
  issue.updatedAt = now(world);
}

export function closePull(world: World, pull: Pull, actor: Actor): void {
  pull.state = "closed";
  pull.closedAt = now(world);
  announcePull(world, pull, { action: "closed", actor });
}

export function reopenPull(world: World, pull: Pull, actor: Actor): void {
  pull.state = "open";
  pull.closedAt = null;
  pull.pull.headSha = resolveRef(pull.pull.headRepository, pull.pull.headRef)?.sha ?? pull.pull.headSha;
  announcePull(world, pull, { action: "reopened", actor });
}

export function setDraft(world: World, pull: Pull, about: { draft: boolean; actor: Actor }): void {
  pull.pull.draft = about.draft;
  announcePull(world, pull, { action: about.draft ? "converted_to_draft" : "ready_for_review", actor: about.actor });
}

export function editPull(
  world: World,
  pull: Pull,
  about: { actor: Actor; title?: string | undefined; body?: string | undefined; base?: string | undefined },
): void {
  const { title, body, base } = about;
  const changes: Json = {};
  if (title !== undefined) changes["title"] = { from: pull.title };
  if (body !== undefined) changes["body"] = { from: pull.body ?? "" };
  if (base !== undefined) {
    const sha = pull.repository.branches.get(base);
    if (sha === undefined) throw new Error(`There is no branch ${base} to change the base to; create it first.`);
    changes["base"] = { ref: { from: pull.pull.baseRef }, sha: { from: pull.pull.baseSha } };
    pull.pull.baseRef = base;
    pull.pull.baseSha = sha;
  }
  pull.title = title ?? pull.title;
  pull.body = body ?? pull.body;
  announcePull(world, pull, { action: "edited", actor: about.actor, extra: { changes } });
}

export function announcePull(world: World, pull: Pull, about: { action: string; actor: Actor; extra?: Json }): void {
  const { action, actor, extra } = about;
  pull.updatedAt = now(world);
  const isWhole = action !== "labeled" && action !== "unlabeled";
  world.emit({
    name: "pull_request",
    action,
    sender: actor,
    repository: pull.repository,
    body: {
      number: pull.number,
      pull_request: isWhole ? pullShape(world, pull) : simplePullShape(world, pull),
      ...extra,
    },
  });
}

function blankIssue(
  world: World,
  repository: Repository,
  about: { actor: Actor; title: string; body: string | null },
): Omit<Issue, "pull"> {
  const at = now(world);
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  return {
    id: world.nextId(),
    number,
    repository,
    title: about.title,
    body: about.body,
    author: about.actor.user,
    app: about.actor.app,
    state: "open",
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    labels: [],
    comments: [],
  };
}
