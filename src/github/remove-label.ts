import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { PullTarget } from "./pull-target.ts";
import { repositoryName } from "./repository-name.ts";

/** Takes a label off a pull request; false where it was not there. */
export async function removeLabel(
  client: Client,
  { fullName, number }: Pick<PullTarget, "fullName" | "number">,
  name: string,
): Promise<boolean> {
  const removed = client.rest.issues.removeLabel({ ...repositoryName(fullName), issue_number: number, name });
  return (await nullIfGone(removed)) !== null;
}
