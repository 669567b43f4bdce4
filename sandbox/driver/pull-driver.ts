import { turnStale } from "../actions/stale-runs.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { pullActions } from "./pull-actions.ts";
import type { PullActions } from "./pull-actions.ts";
import { pullReviews } from "./pull-reviews.ts";
import type { PullReviews } from "./pull-reviews.ts";
import { checkRunView, commentView } from "./views.ts";
import type { CheckRunView, CommentView } from "./views.ts";

/** A pull request as it is now, and what people do with it. */
export interface PullDriver extends PullActions, PullReviews {
  readonly number: number;
  readonly id: number;
  readonly repositoryId: number;
  readonly url: string;
  readonly title: string;
  readonly body: string | null;
  /** The login of who opened it. */
  readonly author: string;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  readonly isDraft: boolean;
  readonly comments: () => readonly CommentView[];
  readonly labels: () => readonly string[];
  /** Runs on the head, oldest first. */
  readonly checkRuns: (name?: string) => readonly CheckRunView[];
}

export function pullDriver(world: World, pull: Pull): PullDriver {
  const { repository, pull: details } = pull;
  return {
    ...pullActions(world, pull),
    ...pullReviews(world, pull),
    number: pull.number,
    id: details.id,
    repositoryId: repository.id,
    get url() {
      return `${world.url}/${repository.owner.login}/${repository.name}/pull/${pull.number}`;
    },
    get title() {
      return pull.title;
    },
    get body() {
      return pull.body;
    },
    author: pull.author.login,
    get headSha() {
      return details.headSha;
    },
    headRef: details.headRef,
    get baseRef() {
      return details.baseRef;
    },
    get state() {
      return pull.state;
    },
    get merged() {
      return details.merged !== null;
    },
    get isDraft() {
      return details.draft;
    },
    comments: () => pull.comments.map(commentView),
    labels: () => pull.labels.map((label) => label.name),
    checkRuns: (name) => {
      turnStale(world, repository);
      return [...repository.runs.values()]
        .filter((run) => run.headSha === details.headSha && (name === undefined || run.name === name))
        .map(checkRunView);
    },
  };
}
