import {
  acceptPermissions,
  installApp,
  renameAccount,
  selectRepositories,
  suspend,
  uninstall,
} from "../actions/installations.ts";
import { organizationOf } from "../state/directory.ts";
import type { Installation } from "../state/accounts.ts";
import type { World } from "../state/world.ts";

/** The App being built, as it is installed on an account. */
export interface InstallationDriver {
  readonly id: number;
  readonly suspend: () => void;
  readonly unsuspend: () => void;
  readonly uninstall: () => void;
  /** Tells the App that somebody agreed to the permissions it asks for. */
  readonly acceptPermissions: () => void;
  /** Gives the account another login. */
  readonly renameAccount: (login: string) => void;
  /** Lets it reach these repositories and no others. */
  readonly select: (...repositories: readonly { readonly id: number }[]) => void;
}

/** Installs the App on an account, and tells it. */
export function installOnAccount(world: World, account: string): InstallationDriver {
  installApp(world, organizationOf(world, account));
  return installationDriver(world, account);
}

export function installationDriver(world: World, account: string): InstallationDriver {
  const installation = installationFor(world, account);
  return {
    id: installation.id,
    suspend: () => suspend(world, installation, true),
    unsuspend: () => suspend(world, installation, false),
    uninstall: () => uninstall(world, installation),
    acceptPermissions: () => acceptPermissions(world, installation),
    renameAccount: (login) => renameAccount(world, installation.account, login),
    select: (...repositories) => {
      const chosen = repositories.map(({ id }) => {
        const repository = world.repositories.get(id);
        if (repository?.owner !== installation.account)
          throw new Error(`${account} has no repository ${id} to select.`);
        return repository;
      });
      selectRepositories(world, installation, chosen);
    },
  };
}

function installationFor(world: World, account: string): Installation {
  const login = account.toLowerCase();
  const found = [...world.installations.values()].find((one) => one.account.login.toLowerCase() === login);
  if (found === undefined) throw new Error(`The App is not installed on ${account}; create a repository there first.`);
  return found;
}
