import type { Client } from "./client.ts";
import { repositoryName } from "./repository-name.ts";

/** A repository's name and default branch as GitHub has them now; null where another has taken its name. */
export async function nameRepository(
  client: Client,
  { id, fullName }: { readonly id: number; readonly fullName: string },
): Promise<{ readonly fullName: string; readonly defaultBranch: string } | null> {
  const { data } = await client.rest.repos.get({ ...repositoryName(fullName) });
  return data.id === id ? { fullName: data.full_name, defaultBranch: data.default_branch } : null;
}
