import { pressButton, rerequestRun } from "../actions/check-requests.ts";
import { addComment, deleteComment, editComment } from "../actions/comments.ts";
import { addLabels, removeLabel } from "../actions/labels.ts";
import { mergePull } from "../actions/merges.ts";
import { closePull, editPull, reopenPull, setDraft } from "../actions/pulls.ts";
import { requireRole } from "../access/repository-role.ts";
import type { Actor } from "../state/accounts.ts";
import { actorOf } from "../state/directory.ts";
import type { Comment, Pull } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";
import { pullReviews } from "./pull-reviews.ts";
import type { PullReviews } from "./pull-reviews.ts";
import { push } from "./push.ts";
import type { PushInput } from "./push.ts";
import { checkRunView, commentView } from "./views.ts";
import type { CheckRunView, CommentView } from "./views.ts";

/** A pull request and what people do with it. `by` is always a login. */
export interface PullDriver extends PullReviews {
  readonly number: number;
  readonly id: number;
  readonly repositoryId: number;
  readonly url: string;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly state: "open" | "closed";
  readonly merged: boolean;
  readonly draft: boolean;
  readonly comments: () => readonly CommentView[];
  readonly labels: () => readonly string[];
  /** Runs on the head, oldest first. */
  readonly checkRuns: (name?: string) => readonly CheckRunView[];
  readonly comment: (by: string, body: string) => CommentView;
  readonly editComment: (by: string, id: number, body: string) => void;
  readonly deleteComment: (by: string, id: number) => void;
  readonly label: (by: string, name: string) => void;
  readonly unlabel: (by: string, name: string) => void;
  /** A new commit on the head branch, or an earlier one again; returns its SHA. */
  readonly push: (by: string, input?: PushInput) => string;
  readonly merge: (by: string) => void;
  readonly close: (by: string) => void;
  readonly reopen: (by: string) => void;
  readonly ready: (by: string) => void;
  readonly convertToDraft: (by: string) => void;
  readonly changeBase: (by: string, ref: string) => void;
  readonly edit: (by: string, change: { readonly title?: string; readonly body?: string }) => void;
  readonly pressButton: (by: string, checkRunId: number, identifier: string) => void;
  readonly rerequest: (by: string, checkRunId: number) => void;
}

export function pullDriver(world: World, pull: Pull): PullDriver {
  const { repository } = pull;
  const actorFor = (by: string, needs: Role, to: string): Actor => {
    const actor = actorOf(world, by);
    requireRole(world, { repository, user: actor.user, needs, to });
    return actor;
  };
  /** The author may do this; others need the role. */
  const authorOr = (by: string, needs: Role, to: string): Actor =>
    actorOf(world, by).user === pull.author ? actorOf(world, by) : actorFor(by, needs, to);
  const runOf = (id: number) => {
    const run = repository.runs.get(id);
    if (run === undefined) throw new Error(`There is no check run ${id} in this repository.`);
    return run;
  };
  return {
    ...looks(world, pull),
    ...pullReviews(world, pull),
    comment: (by, body) =>
      commentView(addComment(world, { issue: pull, actor: actorFor(by, "read", "comment"), body })),
    editComment: (by, id, body) => {
      const comment = commentOf(pull, id);
      const isOwn = comment.user === actorOf(world, by).user;
      const actor = actorFor(by, isOwn ? "read" : "write", "edit this comment");
      editComment(world, { comment, actor, body });
    },
    deleteComment: (by, id) => {
      const comment = commentOf(pull, id);
      const isOwn = comment.user === actorOf(world, by).user;
      deleteComment(world, { comment, actor: actorFor(by, isOwn ? "read" : "write", "delete this comment") });
    },
    label: (by, name) => addLabels(world, { issue: pull, actor: actorFor(by, "triage", "label"), names: [name] }),
    unlabel: (by, name) => {
      const wasThere = removeLabel(world, { issue: pull, actor: actorFor(by, "triage", "label"), name });
      if (!wasThere) throw new Error(`Pull request #${pull.number} has no label "${name}" to take off.`);
    },
    push: (by, input = {}) =>
      push(world, { repository: pull.pull.headRepository, branch: pull.pull.headRef, by, input }),
    merge: (by) => {
      if (pull.state === "closed") throw new Error(`Pull request #${pull.number} is closed and cannot be merged.`);
      if (pull.pull.draft) throw new Error(`Pull request #${pull.number} is a draft; mark it as ready first.`);
      mergePull(world, pull, { actor: actorFor(by, "write", "merge") });
    },
    close: (by) => closePull(world, pull, authorOr(by, "triage", "close this")),
    reopen: (by) => reopenPull(world, pull, authorOr(by, "triage", "reopen this")),
    ready: (by) => setDraft(world, pull, { draft: false, actor: authorOr(by, "write", "mark this as ready") }),
    convertToDraft: (by) => setDraft(world, pull, { draft: true, actor: authorOr(by, "write", "make this a draft") }),
    changeBase: (by, ref) => editPull(world, pull, { actor: authorOr(by, "write", "change the base"), base: ref }),
    edit: (by, change) => editPull(world, pull, { actor: authorOr(by, "triage", "edit this"), ...change }),
    pressButton: (by, id, identifier) =>
      pressButton(world, repository, { run: runOf(id), identifier, sender: actorFor(by, "write", "press buttons") }),
    rerequest: (by, id) =>
      rerequestRun(world, repository, { run: runOf(id), sender: actorFor(by, "write", "run checks again") }),
  };
}

type Looks =
  "number" | "id" | "repositoryId" | "url" | "headSha" | "headRef" | "baseRef" | "state" | "merged" | "draft";

function looks(world: World, pull: Pull): Pick<PullDriver, Looks | "comments" | "labels" | "checkRuns"> {
  const { repository, pull: details } = pull;
  return {
    number: pull.number,
    id: details.id,
    repositoryId: repository.id,
    get url() {
      return `${world.url}/${repository.owner.login}/${repository.name}/pull/${pull.number}`;
    },
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
    get draft() {
      return details.draft;
    },
    comments: () => pull.comments.map(commentView),
    labels: () => pull.labels.map((label) => label.name),
    checkRuns: (name) =>
      [...repository.runs.values()]
        .filter((run) => run.headSha === details.headSha && (name === undefined || run.name === name))
        .map(checkRunView),
  };
}

function commentOf(pull: Pull, id: number): Comment {
  const comment = pull.comments.find((one) => one.id === id);
  if (comment === undefined) throw new Error(`Pull request #${pull.number} has no comment ${id}.`);
  return comment;
}
