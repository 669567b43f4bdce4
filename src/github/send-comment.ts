import type { Client } from "./client.ts";
import { createOwnComment, findOwnComments, keepOldest } from "./own-comments.ts";
import type { PullTarget } from "./pull-target.ts";

/** A comment that is to be written once. */
export interface Letter {
  /** What it is known by, the same at every try: `<kind>:<id>`. */
  readonly marker: string;
  readonly body: string;
  /** Tries before this one. */
  readonly attempts: number;
  /** Since when it waits; no try was earlier. */
  readonly createdAt: Date;
}

/** Our clock and GitHub's may differ by this much. */
const clockSkewMs = 600_000;

/** Writes a comment of its own, unless an earlier try did so without an answer. */
export async function sendComment(
  client: Client,
  target: PullTarget,
  letter: Letter,
): Promise<{ readonly githubId: number }> {
  const marker = `<!-- baton:${letter.marker} -->`;
  if (letter.attempts > 0) {
    const since = new Date(letter.createdAt.getTime() - clockSkewMs);
    const [first, ...others] = await findOwnComments(client, target, { marker, since });
    if (first !== undefined) return { githubId: (await keepOldest(client, target, [first, ...others])).kept.id };
  }
  const { kept } = await createOwnComment(client, target, { marker, body: `${marker}\n${letter.body}` });
  return { githubId: kept.id };
}
