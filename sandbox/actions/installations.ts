import { installOn } from "../state/create-world.ts";
import { userShape } from "../payloads/user.ts";
import { nodeId } from "../payloads/json.ts";
import type { Json } from "../payloads/json.ts";
import type { Actor, Installation, User } from "../state/accounts.ts";
import { covers } from "../state/directory.ts";
import { fullName } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

/** Tells the App that it was installed, or that it now reaches another repository. */
export function announceInstallation(
  world: World,
  about: { installation: Installation; repository: Repository; isNew: boolean },
): void {
  const { installation, repository, isNew } = about;
  if (!isNew) return announceRepositories(world, installation, { added: [repository], removed: [] });
  announce(world, installation, { action: "created", extra: { repositories: [briefly(repository)], requester: null } });
}

/** Installs the App on an account, for all that it has, and tells the App. */
export function installApp(world: World, account: User): Installation {
  const installation = installOn(world, account);
  const repositories = reached(world, installation).map(briefly);
  announce(world, installation, { action: "created", extra: { repositories, requester: null } });
  return installation;
}

/** Somebody agreed to the permissions that the App asks for by now. */
export function acceptPermissions(world: World, installation: Installation): void {
  const repositories = reached(world, installation).map(briefly);
  announce(world, installation, { action: "new_permissions_accepted", extra: { repositories, requester: null } });
}

/** Gives an account another login: everything that it owns is named by it from then on. */
export function renameAccount(world: World, account: User, login: string): void {
  const from = account.login;
  const owned = [...world.repositories.values()].filter((one) => one.owner === account);
  for (const repository of owned) repository.formerNames.add(fullName(repository).toLowerCase());
  world.users.delete(from.toLowerCase());
  account.login = login;
  world.users.set(login.toLowerCase(), account);
  const installation = [...world.installations.values()].find((one) => one.account === account);
  if (installation === undefined) return;
  world.emit({
    name: "installation_target",
    action: "renamed",
    sender: senderOf(installation),
    organization: account,
    body: { account: userShape(world, account), changes: { login: { from } }, target_type: account.type },
  });
}

export function suspend(world: World, installation: Installation, isSuspended: boolean): void {
  installation.suspendedAt = isSuspended ? now(world) : null;
  announce(world, installation, { action: isSuspended ? "suspend" : "unsuspend", extra: {} });
}

export function uninstall(world: World, installation: Installation): void {
  const repositories = reached(world, installation).map(briefly);
  world.installations.delete(installation.id);
  announce(world, installation, { action: "deleted", extra: { repositories, requester: null } });
}

/** Changes which repositories an installation reaches, from all of the account's to those chosen. */
export function selectRepositories(world: World, installation: Installation, chosen: readonly Repository[]): void {
  const before = reached(world, installation);
  installation.selection = "selected";
  installation.repositoryIds.clear();
  for (const repository of chosen) installation.repositoryIds.add(repository.id);
  const added = chosen.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !chosen.includes(one));
  if (added.length > 0) announceRepositories(world, installation, { added, removed: [] });
  if (removed.length > 0) announceRepositories(world, installation, { added: [], removed });
}

function reached(world: World, installation: Installation): readonly Repository[] {
  return [...world.repositories.values()].filter((one) => covers(installation, one));
}

function announceRepositories(
  world: World,
  installation: Installation,
  about: { added: readonly Repository[]; removed: readonly Repository[] },
): void {
  world.emit({
    name: "installation_repositories",
    action: about.added.length > 0 ? "added" : "removed",
    sender: senderOf(installation),
    installation,
    body: {
      repository_selection: installation.selection,
      repositories_added: about.added.map(briefly),
      repositories_removed: about.removed.map(briefly),
      requester: null,
    },
  });
}

function announce(world: World, installation: Installation, about: { action: string; extra: Json }): void {
  const { action, extra } = about;
  world.emit({ name: "installation", action, sender: senderOf(installation), installation, body: extra });
}

function senderOf(installation: Installation): Actor {
  return { user: installation.account, app: null };
}

function briefly(repository: Repository): Json {
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
  };
}
