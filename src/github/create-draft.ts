import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { repositoryName } from "./repository-name.ts";

export interface Draft {
  readonly fullName: string;
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

export type CreatedDraft =
  | { readonly number: number }
  /** There is one already; `refusal` is what GitHub answered. */
  | { readonly refusal: unknown }
  | "nothing to merge";

/**
 * Opens a draft pull request; a whole one where the repository's plan knows no drafts. GitHub says by texts alone why it
 * opens none.
 */
export async function createDraft(client: Client, draft: Draft): Promise<CreatedDraft> {
  return tryToCreate(client, draft, true);
}

async function tryToCreate(client: Client, given: Draft, draft: boolean): Promise<CreatedDraft> {
  const { fullName, branch: head, ...rest } = given;
  try {
    const { data } = await client.rest.pulls.create({ ...repositoryName(fullName), ...rest, head, draft });
    return { number: data.number };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused" || failure.status !== 422) throw error;
    const { message } = failure;
    if (/A pull request already exists for /.test(message)) return { refusal: error };
    if (/No commits between /.test(message)) return "nothing to merge";
    if (draft && /Draft pull requests are not supported/.test(message)) return tryToCreate(client, given, false);
    throw error;
  }
}
