import type { Issue, OpeningTrouble } from "../report/opening.ts";
import { storableText } from "../workflow/storable.ts";
import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { repositoryName } from "./repository-name.ts";

/** Reads an open issue, or says why there is none. GitHub counts pull requests among the issues. */
export async function readIssue(client: Client, fullName: string, number: number): Promise<Issue | OpeningTrouble> {
  const answer = await nullIfGone(client.rest.issues.get({ ...repositoryName(fullName), issue_number: number }));
  if (answer === null) return { reason: "no_issue", issue: number };
  const { data } = answer;
  if (data.pull_request !== undefined) return { reason: "issue_is_pull", issue: number };
  if (data.state !== "open") return { reason: "issue_closed", issue: number };
  const body = data.body ?? null;
  return { number, title: storableText(data.title), body: body === null ? null : storableText(body) };
}
