import type { Client } from "./client.ts";
import { repositoryName } from "./repository-name.ts";

/**
 * Whether a pull request changes a file itself: a head that is behind its base differs from it as well. GitHub lists at most
 * 3,000 files (https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files).
 */
export async function changesFile(
  client: Client,
  { fullName, number }: { readonly fullName: string; readonly number: number },
  path: string,
): Promise<boolean> {
  const pages = client.paginate.iterator("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", {
    ...repositoryName(fullName),
    pull_number: number,
    per_page: 100,
  });
  for await (const { data } of pages) if (data.some(({ filename }) => filename === path)) return true;
  return false;
}
