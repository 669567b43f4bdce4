import type { Client } from "./client.ts";
import { repositoryName } from "./repository-name.ts";

/**
 * Which of some files a pull request changes itself: a head that is behind its base differs from it as well. What is renamed is
 * changed under both names. GitHub lists at most 3,000 files (https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files).
 */
export async function changedAmong(
  client: Client,
  { fullName, number }: { readonly fullName: string; readonly number: number },
  paths: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const pages = client.paginate.iterator("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", {
    ...repositoryName(fullName),
    pull_number: number,
    per_page: 100,
  });
  const changed = new Set<string>();
  for await (const { data } of pages) {
    for (const { filename, previous_filename: before } of data) {
      for (const path of [filename, before]) if (path !== undefined && paths.has(path)) changed.add(path);
    }
  }
  return changed;
}
