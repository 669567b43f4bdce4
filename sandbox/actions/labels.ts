import { issueShape } from "../payloads/issue.ts";
import { labelShape } from "../payloads/label.ts";
import { simplePullShape } from "../payloads/pull.ts";
import type { Actor } from "../state/accounts.ts";
import type { Label } from "../state/label.ts";
import { isPull } from "../state/repository.ts";
import type { Issue, Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

/** The repository's label of this name, made on first use as GitHub does when an issue is given one. */
function labelNamed(world: World, repository: Repository, name: string): Label {
  return repository.labels.get(name.toLowerCase()) ?? createLabel(world, repository, { name });
}

export function createLabel(
  world: World,
  repository: Repository,
  about: { name: string; color?: string; description?: string | null },
): Label {
  const { name, color = "ededed", description = null } = about;
  const label: Label = { id: world.nextId(), name, color, description };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

/** Gives an issue labels that it does not have yet; one event each. */
export function addLabels(world: World, about: { issue: Issue; actor: Actor; names: readonly string[] }): void {
  const { issue, actor } = about;
  for (const name of about.names) {
    const label = labelNamed(world, issue.repository, name);
    if (issue.labels.includes(label)) continue;
    issue.labels.push(label);
    announce(world, "labeled", { issue, label, actor });
  }
}

/** Takes a label off; false where the issue did not have it. */
export function removeLabel(world: World, about: { issue: Issue; actor: Actor; name: string }): boolean {
  const { issue, actor, name } = about;
  const at = issue.labels.findIndex((label) => label.name.toLowerCase() === name.toLowerCase());
  const label = issue.labels[at];
  if (label === undefined) return false;
  issue.labels.splice(at, 1);
  announce(world, "unlabeled", { issue, label, actor });
  return true;
}

export function renameLabel(repository: Repository, label: Label, name: string): void {
  repository.labels.delete(label.name.toLowerCase());
  label.name = name;
  repository.labels.set(name.toLowerCase(), label);
}

/** Deletes a label from its repository, and so from every issue. */
export function deleteLabel(world: World, about: { repository: Repository; actor: Actor; label: Label }): void {
  const { repository, actor, label } = about;
  for (const issue of repository.issues.values()) removeLabel(world, { issue, actor, name: label.name });
  repository.labels.delete(label.name.toLowerCase());
}

/** Labels of a pull request are announced as events of the pull request, not of its issue. */
function announce(world: World, action: string, about: { issue: Issue; label: Label; actor: Actor }): void {
  const { issue, label, actor } = about;
  issue.updatedAt = now(world);
  const { repository } = issue;
  const shown = labelShape(world, repository, label);
  const body = isPull(issue)
    ? { number: issue.number, pull_request: simplePullShape(world, issue), label: shown }
    : { issue: issueShape(world, issue), label: shown };
  world.emit({ name: isPull(issue) ? "pull_request" : "issues", action, sender: actor, repository, body });
}
