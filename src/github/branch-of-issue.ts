import type { OpeningTrouble } from "../report/opening.ts";
import type { Client } from "./client.ts";
import { repositoryName } from "./repository-name.ts";

/** As many are named to whoever has to choose. */
const namedMax = 10;

/**
 * Finds the branch of an issue by its name: “Create a branch” on an issue names it `<number>-<title>`. Which branches GitHub
 * has linked to an issue, its REST API does not tell.
 */
export async function branchOfIssue(
  client: Client,
  fullName: string,
  issue: number,
): Promise<{ readonly branch: string } | OpeningTrouble> {
  const prefix = `refs/heads/${String(issue)}-`;
  const { data } = await client.rest.git.listMatchingRefs({
    ...repositoryName(fullName),
    ref: `heads/${String(issue)}-`,
  });
  const branches = data.filter(({ ref }) => ref.startsWith(prefix)).map(({ ref }) => ref.slice("refs/heads/".length));
  const [branch, ...others] = branches;
  if (branch === undefined) return { reason: "no_branch_of_issue", issue };
  if (others.length > 0) {
    return { reason: "several_branches_of_issue", issue, branches: branches.slice(0, namedMax) };
  }
  return { branch };
}
