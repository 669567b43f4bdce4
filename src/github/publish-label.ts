import { parseLabel, stateLabel } from "../report/labels.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { Published } from "./publish-comment.ts";
import type { PullTarget } from "./pull-target.ts";
import { removeLabel } from "./remove-label.ts";
import { repositoryName, type RepositoryName } from "./repository-name.ts";

export interface LabelWish {
  /** The one state label that must be there; null where none may be. */
  readonly label: string | null;
  /** Other labels that must go, such as requests that were dealt with. */
  readonly remove: readonly string[];
}

/** Puts the state's label on the pull request and takes other states' off. Labels that are not Baton's are left alone. */
export async function publishLabel(
  client: Client,
  target: PullTarget,
  { label, remove }: LabelWish,
): Promise<Published> {
  const repository = repositoryName(target.fullName);
  const issue = { ...repository, issue_number: target.number };
  const { data } = await client.rest.issues.listLabelsOnIssue({ ...issue, per_page: 100 });
  const present = data.map(({ name }) => name);
  let writes = 0;
  if (label !== null && !present.some((name) => isSameLabel(name, label))) {
    writes += await defineLabel(client, repository, label);
    await client.rest.issues.addLabels({ ...issue, labels: [label] });
    writes += 1;
  }
  for (const name of present) {
    const isOtherState = parseLabel(name)?.kind === "state" && (label === null || !isSameLabel(name, label));
    const isUnwanted = isOtherState || remove.some((each) => isSameLabel(name, each));
    if (isUnwanted && (await removeLabel(client, target, name))) writes += 1;
  }
  return { writes };
}

/** GitHub compares names of labels without regard to case. */
function isSameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Gives the repository the label if it lacks it: GitHub would make one without colour and description. */
async function defineLabel(client: Client, repository: RepositoryName, name: string): Promise<number> {
  const known = await nullIfGone(client.rest.issues.getLabel({ ...repository, name }));
  const asked = parseLabel(name);
  if (known !== null || asked?.kind !== "state") return 0;
  try {
    await client.rest.issues.createLabel({ ...repository, ...stateLabel(asked.state), name });
    return 1;
  } catch (error) {
    const failure = failureOf(error);
    // Another pull request of the repository was faster.
    if (failure.kind === "refused" && failure.status === 422) return 0;
    throw error;
  }
}
