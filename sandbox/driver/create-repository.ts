import { announceInstallation } from "../actions/installations.ts";
import type { User } from "../state/accounts.ts";
import { installOn } from "../state/create-world.ts";
import { findRepository, organizationOf, userOf } from "../state/directory.ts";
import { addCommit } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export interface CreateRepositoryInput {
  /** An organization, unless the login is a known user's. */
  readonly owner: string;
  readonly name: string;
  readonly public?: boolean;
  /** Roles by login. */
  readonly users?: Readonly<Record<string, Role>>;
  /** What is on the default branch. */
  readonly files?: Readonly<Record<string, string>>;
  readonly defaultBranch?: string;
  /** Whether the App is installed there; it is unless told otherwise. */
  readonly install?: boolean;
  /** Whether the App is told of its installation. */
  readonly announce?: boolean;
}

export function createRepository(world: World, input: CreateRepositoryInput): Repository {
  const owner = organizationOf(world, input.owner);
  const repository = emptyRepository(world, {
    owner,
    name: input.name,
    branch: input.defaultBranch ?? "main",
    parent: null,
  });
  repository.isPrivate = !(input.public ?? true);
  for (const [login, role] of Object.entries(input.users ?? {})) repository.roles.set(userOf(world, login).id, role);
  const first = addCommit(repository, {
    parents: [],
    message: "Initial commit",
    author: owner,
    date: now(world),
    changes: { "README.md": `# ${input.name}\n`, ...input.files },
  });
  repository.branches.set(repository.defaultBranch, first.sha);
  if (input.install ?? true) install(world, repository, input.announce ?? false);
  return repository;
}

/** The fork that a user has of a repository, made on first need. */
export function forkOf(world: World, parent: Repository, user: User): Repository {
  const known = [...world.repositories.values()].find((one) => one.parent === parent && one.owner === user);
  if (known !== undefined) return known;
  const fork = emptyRepository(world, { owner: user, name: parent.name, branch: parent.defaultBranch, parent });
  fork.isPrivate = parent.isPrivate;
  const tip = parent.branches.get(parent.defaultBranch);
  if (tip !== undefined) fork.branches.set(fork.defaultBranch, tip);
  return fork;
}

function install(world: World, repository: Repository, announce: boolean): void {
  const isNew = ![...world.installations.values()].some((one) => one.account === repository.owner);
  const installation = installOn(world, repository.owner);
  if (installation.selection === "selected") installation.repositoryIds.add(repository.id);
  if (announce) announceInstallation(world, { installation, repository, isNew });
}

function emptyRepository(
  world: World,
  about: { owner: User; name: string; branch: string; parent: Repository | null },
): Repository {
  const { owner, name, branch, parent } = about;
  if (findRepository(world, owner.login, name) !== undefined) {
    throw new Error(`${owner.login}/${name} is there already; choose another name.`);
  }
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    formerNames: new Set(),
    isPrivate: false,
    isArchived: false,
    defaultBranch: branch,
    parent,
    createdAt: now(world),
    pushedAt: now(world),
    roles: new Map(),
    branches: new Map(),
    commits: parent?.commits ?? new Map(),
    labels: new Map(),
    issues: new Map(),
    nextNumber: 1,
    suites: new Map(),
    runs: new Map(),
    statuses: [],
    deployments: [],
    dispatches: [],
  };
  world.repositories.set(repository.id, repository);
  return repository;
}
