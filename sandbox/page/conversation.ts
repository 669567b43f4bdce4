import type { World } from "../state/world.ts";
import type { Comment, Pull } from "../state/repository.ts";
import type { Reaction, ReactionContent } from "../state/reaction.ts";
import type { Review } from "../state/review.ts";
import type { User } from "../state/accounts.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { markdown } from "./markdown.ts";

const emoji: Readonly<Record<ReactionContent, string>> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

const verdicts = {
  APPROVED: "approved these changes",
  CHANGES_REQUESTED: "requested changes",
  COMMENTED: "reviewed",
  DISMISSED: "had a review that was dismissed",
} as const;

/** What was said on a pull request, oldest first: ids grow with time. */
export function conversation(world: World, pull: Pull): readonly Html[] {
  const said = [
    ...pull.comments.map((comment) => ({ id: comment.id, html: commentCard(world, comment) })),
    ...pull.pull.reviews.map((review) => ({ id: review.id, html: reviewCard(world, review) })),
  ];
  const first = card(world, {
    key: "description",
    user: pull.author,
    at: pull.createdAt,
    body: pull.body ?? "*No description provided.*",
  });
  return [first, ...said.sort((one, other) => one.id - other.id).map((entry) => entry.html)];
}

function commentCard(world: World, comment: Comment): Html {
  const { id, user, createdAt: at, body, reactions } = comment;
  const isEdited = comment.updatedAt.getTime() > at.getTime();
  return card(world, { key: `issuecomment-${id}`, user, at, body, isEdited, foot: reactionBar(reactions) });
}

function card(
  world: World,
  about: { key: string; user: User; at: Date; body: string; isEdited?: boolean; foot?: Html | null },
): Html {
  const { key, user, at, body, isEdited = false, foot = null } = about;
  return html`<article class="card" id="${key}" data-key="${key}">
    <header>
      ${face(world, user)} <strong>${user.login}</strong>${user.type === "Bot" && html`<span class="tag">bot</span>`}
      <time>${clockTime(at)}</time>${isEdited && html`<span class="muted">edited</span>`}
    </header>
    <div class="markdown">${markdown(body)}</div>
    ${foot}
  </article>`;
}

function reviewCard(world: World, review: Review): Html {
  return html`<article class="card review ${review.state.toLowerCase()}" data-key="review-${review.id}">
    <header>
      ${face(world, review.user)} <strong>${review.user.login}</strong> ${verdicts[review.state]}
      <time>${clockTime(review.submittedAt)}</time>
    </header>
    ${review.body !== "" && html`<div class="markdown">${markdown(review.body)}</div>`}
    ${review.comments.map(({ path, line, body }) => html`<div class="markdown inline"><code>${path}:${line}</code>${markdown(body)}</div>`)}
  </article>`;
}

function reactionBar(reactions: readonly Reaction[]): Html | null {
  if (reactions.length === 0) return null;
  const contents = [...new Set(reactions.map((reaction) => reaction.content))];
  const pills = contents.map((content) => {
    const users = reactions.filter((reaction) => reaction.content === content).map(({ user }) => user.login);
    return html`<span class="pill" title="${users.join(", ")}">${emoji[content]} ${users.length}</span>`;
  });
  return html`<footer>${pills}</footer>`;
}

export function face(world: World, user: User): Html {
  return html`<img class="face" src="${world.url}/avatars/u/${user.id}" alt="" width="20" height="20" />`;
}

function clockTime(at: Date): string {
  return `${at.toISOString().slice(0, 10)} ${at.toISOString().slice(11, 19)}`;
}
