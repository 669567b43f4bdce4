import { namedBytesMax, type RepositoryFiles } from "../rules/repository-files.ts";
import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { readFile } from "./read-file.ts";
import { repositoryName } from "./repository-name.ts";

/** The files of a repository at a ref, on the default branch where none is given. */
export function repositoryFiles(
  client: Client,
  { fullName, ref }: { readonly fullName: string; readonly ref?: string },
): RepositoryFiles {
  const at = { ...repositoryName(fullName), ...(ref === undefined ? {} : { ref }) };
  return {
    read: (path) => readFile(client, { fullName, path, ref, bytesMax: namedBytesMax }),
    list: async (path) => {
      const listed = await nullIfGone(client.rest.repos.getContent({ ...at, path }));
      return listed === null || !Array.isArray(listed.data) ? [] : listed.data.map(({ name }) => name);
    },
  };
}
