import type { Issue, Opening, OpeningTrouble, OpeningWish } from "../report/opening.ts";
import { branchOfIssue } from "./branch-of-issue.ts";
import type { Client, Self } from "./client.ts";
import { createDraft } from "./create-draft.ts";
import { findOpenPull, type BranchPlace } from "./find-open-pull.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { readIssue } from "./read-issue.ts";
import { repositoryName } from "./repository-name.ts";

export interface DraftWish extends OpeningWish {
  readonly repository: { readonly id: number; readonly fullName: string };
  /** Title and body of one that has to be opened. */
  readonly describe: (about: { readonly issue: Issue | null; readonly branch: string; readonly subject: string }) => {
    readonly title: string;
    readonly body: string;
  };
}

/**
 * Finds the open pull request of a branch, or opens a draft. It is always looked for first, so that whoever comes again,
 * after a crash or without having got the answer, opens no second one; and of two who come at once, GitHub refuses one.
 */
export async function openDraft(client: Client, self: Self, wish: DraftWish): Promise<Opening> {
  const { repository, issueNumber, base } = wish;
  const { data } = await client.rest.repos.get({ ...repositoryName(repository.fullName) });
  if (data.id !== repository.id) return { kind: "lost" };
  const { full_name: fullName, default_branch: defaultBranch } = data;
  if (data.archived) return inTrouble({ reason: "archived" });
  const issue = issueNumber === null ? null : await readIssue(client, fullName, issueNumber);
  if (issue !== null && "reason" in issue) return inTrouble(issue);
  const found = await branchFor(client, fullName, wish);
  if ("reason" in found) return inTrouble(found);
  const head = await readTip(client, fullName, found.branch);
  if (head === null) return inTrouble({ reason: "no_branch", branch: found.branch });
  const into = base === null ? null : await readTip(client, fullName, base);
  if (base !== null && into === null) return inTrouble({ reason: "no_base", base });
  const { branch } = head;
  const place = { repositoryId: repository.id, fullName, branch, base: into?.branch ?? null, defaultBranch };
  if (branch === (place.base ?? defaultBranch)) return inTrouble({ reason: "branch_is_base", branch });
  const opened = await openIn(client, self, { place, text: () => wish.describe({ issue, ...head }) });
  return "reason" in opened ? inTrouble(opened) : { kind: "open", issue, ...opened };
}

function inTrouble(trouble: OpeningTrouble): Opening {
  return { kind: "trouble", trouble };
}

async function branchFor(
  client: Client,
  fullName: string,
  { branch, issueNumber }: OpeningWish,
): Promise<{ readonly branch: string } | OpeningTrouble> {
  if (branch !== null) return { branch };
  if (issueNumber === null) throw new Error("A pull request is opened for a branch or for an issue.");
  return branchOfIssue(client, fullName, issueNumber);
}

interface Tip {
  /** Its name now: GitHub leads on from a name that it had before. */
  readonly branch: string;
  /** First line of its last commit. */
  readonly subject: string;
}

/** Reads a branch; null where there is none of this name. */
async function readTip(client: Client, fullName: string, branch: string): Promise<Tip | null> {
  const answer = await nullIfGone(client.rest.repos.getBranch({ ...repositoryName(fullName), branch }));
  if (answer === null) return null;
  const { name, commit } = answer.data;
  return { branch: name, subject: commit.commit.message.split("\n", 1)[0] ?? "" };
}

interface ToOpen {
  readonly place: BranchPlace;
  readonly text: () => { readonly title: string; readonly body: string };
}

async function openIn(
  client: Client,
  self: Self,
  { place, text }: ToOpen,
): Promise<{ readonly number: number; readonly ownTitle: string | null } | OpeningTrouble> {
  const there = await find();
  if (there !== null) return there;
  const { fullName, branch, base, defaultBranch } = place;
  const draft = { fullName, branch, base: base ?? defaultBranch, ...text() };
  const created = await createDraft(client, draft);
  if (created === "nothing to merge") return { reason: "nothing_to_merge", branch, base: draft.base };
  if ("number" in created) return { ...created, ownTitle: draft.title };
  // Somebody was faster; where GitHub does not list that one yet, its refusal stands.
  const meanwhile = await find();
  if (meanwhile === null) throw created.refusal;
  return meanwhile;

  async function find() {
    const found = await findOpenPull(client, place, self);
    return found === null ? null : { number: found.number, ownTitle: found.isOwn ? found.title : null };
  }
}
