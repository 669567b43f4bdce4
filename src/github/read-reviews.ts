import type { Sender } from "../signals/said.ts";
import { toSender } from "../signals/to-sender.ts";
import type { Review, ReviewsEvidence } from "../workflow/evidence.ts";
import type { Client } from "./client.ts";
import { githubId } from "./github-id.ts";
import { readPages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";

/** Reviews of one pull request, and line comments of one review, that are read. */
const reviewsMax = 1_000;
const commentsMax = 30;

export interface ReviewedPull {
  readonly fullName: string;
  readonly number: number;
  readonly headSha: string;
  /** Authors cannot approve what they wrote. */
  readonly authorId: number | null;
}

/**
 * Reads the reviews of a pull request. Who holds the role is asked only of those whose verdict is on the head. A request for
 * changes brings its comments on lines along: they are what the writer has to mend.
 */
export async function readReviews(
  client: Client,
  pull: ReviewedPull,
  holdsRole: (reviewer: Sender) => Promise<boolean>,
): Promise<ReviewsEvidence> {
  const { fullName, number, headSha } = pull;
  const where = { ...repositoryName(fullName), pull_number: number };
  const { items, readAt } = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", { ...where, per_page: 100 }),
    (data) => data,
    reviewsMax,
  );
  const reviews: Review[] = [];
  for (const { id, user, state: said, commit_id: sha, body, html_url: url, submitted_at: at } of items) {
    const state = states.get(said.toLowerCase());
    if (user === null || state === undefined || at === undefined) continue;
    const reviewer = toSender({ ...user, id: githubId(user.id) });
    const isVerdict = sha === headSha && (state === "approved" || state === "changes_requested");
    const counts = isVerdict && reviewer.id !== pull.authorId && (await holdsRole(reviewer));
    const comments =
      counts && state === "changes_requested" ? await readComments(client, { ...where, review_id: githubId(id) }) : [];
    reviews.push({
      id: `review:${String(id)}`,
      reviewerId: reviewer.id,
      reviewer: reviewer.login,
      state,
      headSha: sha ?? "",
      holdsRole: counts,
      body: [body, ...comments].filter((text) => text !== "").join("\n") || null,
      url,
      submittedAt: new Date(at),
    });
  }
  return { readAt, headSha, reviews };
}

const states: ReadonlyMap<string, Review["state"]> = new Map([
  ["approved", "approved"],
  ["changes_requested", "changes_requested"],
  ["commented", "commented"],
  ["dismissed", "dismissed"],
]);

/** The comments of a review on lines of the change, each with its place. */
async function readComments(
  client: Client,
  review: { readonly owner: string; readonly repo: string; readonly pull_number: number; readonly review_id: number },
): Promise<readonly string[]> {
  const { data } = await client.rest.pulls.listCommentsForReview({ ...review, per_page: commentsMax });
  return data.map(({ path, line, original_line: before, body }) => {
    const at = line ?? before;
    return `${path}${at === undefined || at === null ? "" : `:${String(at)}`}: ${body}`;
  });
}
