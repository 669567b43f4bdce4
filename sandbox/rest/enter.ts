import { actorFor } from "../access/caller.ts";
import type { Caller } from "../access/caller.ts";
import { requireAccess, requireUnarchived } from "../access/require.ts";
import { notFound } from "../github-error.ts";
import { turnStale } from "../actions/stale-runs.ts";
import type { Actor } from "../state/accounts.ts";
import { findRepository } from "../state/directory.ts";
import { isPull } from "../state/repository.ts";
import type { Comment, Issue, Pull, Repository } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";
import type { Call } from "./api.ts";

export interface Entered {
  readonly repository: Repository;
  readonly caller: Caller;
  readonly actor: Actor;
}

/**
 * Finds the repository that a path names and lets the caller in, or not.
 * @param app what an App needs, as `issues:write`; where several serve, joined by `|`
 * @param user the role that a user needs; `none` where anyone who sees the repository may
 */
export function enter(world: World, c: Call, app: string, user: Role = "none"): Entered {
  const caller = c.get("caller");
  const needs = app.split("|");
  c.set("needs", needs);
  const repository = findRepository(world, parameter(c, "owner"), parameter(c, "repo"));
  if (repository === undefined) throw notFound();
  // Whoever cannot see a private repository has the role none there, so nothing less than read will do.
  const atLeast: Role = user === "none" && repository.isPrivate ? "read" : user;
  requireAccess(world, repository, { caller, need: { app: needs, user: atLeast } });
  turnStale(world, repository);
  if (c.req.method !== "GET" && c.req.method !== "HEAD") requireUnarchived(repository);
  return { repository, caller, actor: actorFor(caller) };
}

export function parameter(c: Call, name: string): string {
  const value = c.req.param(name);
  if (value === undefined) throw notFound();
  return value;
}

/** A number in a path; what is no number is not there. */
export function idParameter(c: Call, name: string): number {
  const value = parameter(c, name);
  if (!/^\d{1,15}$/.test(value)) throw notFound();
  return Number(value);
}

export function issueIn(repository: Repository, c: Call, name = "number"): Issue {
  const issue = repository.issues.get(idParameter(c, name));
  if (issue === undefined) throw notFound();
  return issue;
}

export function pullIn(repository: Repository, c: Call): Pull {
  const issue = issueIn(repository, c);
  if (!isPull(issue)) throw notFound();
  return issue;
}

export function commentIn(repository: Repository, c: Call): Comment {
  const id = idParameter(c, "comment");
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment !== undefined) return comment;
  }
  throw notFound();
}
