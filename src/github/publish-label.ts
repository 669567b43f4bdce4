import { parseLabel, requestLabels, stateLabel, type LabelLook } from "../report/labels.ts";
import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { Published } from "./publish-comment.ts";
import type { PullTarget } from "./pull-target.ts";
import { removeLabel } from "./remove-label.ts";
import { repositoryName, type RepositoryName } from "./repository-name.ts";

export interface LabelWish {
  /** The one state label that must be there; null where none may be. */
  readonly label: string | null;
  /** Other labels of Baton's that must be there as well. */
  readonly add?: readonly string[];
  /** Other labels that must go, such as requests that were dealt with. */
  readonly remove: readonly string[];
}

/**
 * Puts the state's label on the pull request and takes other states' off. Labels that are not Baton's are left alone. One
 * that the repository lacks is made by GitHub when it is put on, without colour and description, which it gets then.
 */
export async function publishLabel(
  client: Client,
  target: PullTarget,
  { label, add = [], remove }: LabelWish,
): Promise<Published> {
  const repository = repositoryName(target.fullName);
  const issue = { ...repository, issue_number: target.number };
  const { data: present } = await client.rest.issues.listLabelsOnIssue({ ...issue, per_page: 100 });
  const missing = [
    ...(label === null || present.some(({ name }) => isSameLabel(name, label)) ? [] : [label]),
    ...add.filter((each) => !present.some(({ name }) => asksTheSame(name, each))),
  ];
  let writes = 0;
  if (missing.length > 0) {
    const { data: shown } = await client.rest.issues.addLabels({ ...issue, labels: missing });
    writes += 1;
    for (const { name } of shown.filter(isBare)) writes += await giveLook(client, repository, name);
  }
  for (const { name } of present) {
    const isOtherState = parseLabel(name)?.kind === "state" && (label === null || !isSameLabel(name, label));
    const isUnwanted = isOtherState || remove.some((each) => asksTheSame(name, each));
    if (isUnwanted && (await removeLabel(client, target, name))) writes += 1;
  }
  return { writes };
}

/** GitHub compares names of labels without regard to case. */
function isSameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether a label is another spelling of one that asks for something. */
function asksTheSame(name: string, request: string): boolean {
  const asked = parseLabel(name)?.kind;
  const isRequest = asked !== undefined && asked !== "state";
  return isSameLabel(name, request) || (isRequest && asked === parseLabel(request)?.kind);
}

/** What GitHub makes of a label that it did not know. */
function isBare({ color, description }: { readonly color: string; readonly description: string | null }): boolean {
  return color === "ededed" && (description === null || description === "");
}

/** Gives a label of Baton's its colour and description; somebody else's is left as it is. */
async function giveLook(client: Client, repository: RepositoryName, name: string): Promise<number> {
  const look = lookOf(name);
  if (look === null) return 0;
  const { color, description } = look;
  const changed = await nullIfGone(client.rest.issues.updateLabel({ ...repository, name, color, description }));
  return changed === null ? 0 : 1;
}

function lookOf(name: string): LabelLook | null {
  const asked = parseLabel(name);
  if (asked === null) return null;
  return asked.kind === "state" ? stateLabel(asked.state) : requestLabels[asked.kind];
}
