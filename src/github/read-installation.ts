import type { Client, GitHub } from "./client.ts";
import { githubId } from "./github-id.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { repositoryName } from "./repository-name.ts";

/** How the App stands to an account: what it reaches there while it is installed and not suspended. */
export type InstallationStanding =
  | { readonly standing: "gone" | "suspended" }
  | { readonly standing: "active"; readonly repositories: readonly InstalledRepository[] };

interface InstalledRepository {
  readonly id: number;
  readonly ownerId: number;
  readonly fullName: string;
  readonly archived: boolean;
}

/** Reads an installation and everything that it reaches: the only list of GitHub's that goes by ids. */
export async function readInstallation(
  github: Pick<GitHub, "app" | "forInstallation">,
  installationId: number,
): Promise<InstallationStanding> {
  const found = await nullIfGone(github.app.rest.apps.getInstallation({ installation_id: installationId }));
  if (found === null) return { standing: "gone" };
  if (found.data.suspended_at !== null) return { standing: "suspended" };
  return {
    standing: "active",
    repositories: await reachedBy(github.forInstallation(installationId, { ownToken: true })),
  };
}

async function reachedBy(client: Client): Promise<readonly InstalledRepository[]> {
  const repositories: InstalledRepository[] = [];
  for await (const { data } of client.paginate.iterator("GET /installation/repositories", { per_page: 100 })) {
    for (const { id, full_name: fullName, owner, archived } of data)
      repositories.push({ id: githubId(id), ownerId: githubId(owner.id), fullName, archived });
  }
  return repositories;
}

/** The installation that covers a repository by its name, or by one that it had before; null where there is none. */
export async function findInstallation(app: Client, fullName: string): Promise<number | null> {
  const found = await nullIfGone(app.rest.apps.getRepoInstallation({ ...repositoryName(fullName) }));
  return found === null ? null : githubId(found.data.id);
}
