import { pressButton, rerequestRun } from "../actions/check-requests.ts";
import { addComment, deleteComment, editComment } from "../actions/comments.ts";
import { addLabels, removeLabel } from "../actions/labels.ts";
import { mergePull } from "../actions/merges.ts";
import { closePull, editPull, reopenPull, setDraft } from "../actions/pulls.ts";
import { requireRole } from "../access/repository-role.ts";
import type { Actor } from "../state/accounts.ts";
import type { CheckRun } from "../state/checks.ts";
import { actorOf } from "../state/directory.ts";
import type { Comment, Pull } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";
import { push } from "./push.ts";
import type { PushInput } from "./push.ts";
import { commentView } from "./views.ts";
import type { CommentView } from "./views.ts";

/** What people do with a pull request. `by` is always a login; who may not do it makes an error that says so. */
export interface PullActions {
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
  /** Makes it a draft. */
  readonly draft: (by: string) => void;
  readonly changeBase: (by: string, ref: string) => void;
  readonly edit: (by: string, change: { readonly title?: string; readonly body?: string }) => void;
  readonly pressButton: (by: string, checkRunId: number, identifier: string) => void;
  readonly rerequest: (by: string, checkRunId: number) => void;
}

export function pullActions(world: World, pull: Pull): PullActions {
  const { repository } = pull;
  const actorFor = (by: string, needs: Role, to: string): Actor => {
    const actor = actorOf(world, by);
    requireRole(world, { repository, user: actor.user, needs, to });
    return actor;
  };
  /** The author may do this; others need the role. */
  const authorOr = (by: string, needs: Role, to: string): Actor =>
    actorOf(world, by).user === pull.author ? actorOf(world, by) : actorFor(by, needs, to);
  /** So with comments: one's own, or with write those of others. */
  const commenter = (by: string, comment: Comment, to: string): Actor =>
    actorFor(by, comment.user === actorOf(world, by).user ? "read" : "write", to);
  return {
    comment: (by, body) =>
      commentView(addComment(world, { issue: pull, actor: actorFor(by, "read", "comment"), body })),
    editComment: (by, id, body) => {
      const comment = commentOf(pull, id);
      editComment(world, { comment, actor: commenter(by, comment, "edit this comment"), body });
    },
    deleteComment: (by, id) => {
      const comment = commentOf(pull, id);
      deleteComment(world, { comment, actor: commenter(by, comment, "delete this comment") });
    },
    label: (by, name) => addLabels(world, { issue: pull, actor: actorFor(by, "triage", "label"), names: [name] }),
    unlabel: (by, name) => {
      const wasThere = removeLabel(world, { issue: pull, actor: actorFor(by, "triage", "label"), name });
      if (!wasThere) throw new Error(`Pull request #${pull.number} has no label "${name}" to take off.`);
    },
    push: (by, input = {}) => {
      const { headRepository, headRef } = pull.pull;
      return push(world, { repository: headRepository, branch: headRef, by, input });
    },
    merge: (by) => {
      if (pull.state === "closed") throw new Error(`Pull request #${pull.number} is closed and cannot be merged.`);
      if (pull.pull.draft) throw new Error(`Pull request #${pull.number} is a draft; mark it as ready first.`);
      mergePull(world, pull, { actor: actorFor(by, "write", "merge") });
    },
    close: (by) => {
      if (pull.state === "closed") throw new Error(`Pull request #${pull.number} is closed already.`);
      closePull(world, pull, authorOr(by, "triage", "close this"));
    },
    reopen: (by) => {
      if (pull.pull.merged !== null) throw new Error(`Pull request #${pull.number} is merged and stays closed.`);
      if (pull.state === "open") throw new Error(`Pull request #${pull.number} is open already.`);
      reopenPull(world, pull, authorOr(by, "triage", "reopen this"));
    },
    ready: (by) => setDraft(world, pull, { draft: false, actor: authorOr(by, "write", "mark this as ready") }),
    draft: (by) => setDraft(world, pull, { draft: true, actor: authorOr(by, "write", "make this a draft") }),
    changeBase: (by, ref) => editPull(world, pull, { actor: authorOr(by, "write", "change the base"), base: ref }),
    edit: (by, change) => editPull(world, pull, { actor: authorOr(by, "triage", "edit this"), ...change }),
    pressButton: (by, id, identifier) => {
      const sender = actorFor(by, "write", "press buttons");
      pressButton(world, repository, { run: runOf(pull, id), identifier, sender });
    },
    rerequest: (by, id) =>
      rerequestRun(world, repository, { run: runOf(pull, id), sender: actorFor(by, "write", "run checks again") }),
  };
}

function commentOf(pull: Pull, id: number): Comment {
  const comment = pull.comments.find((one) => one.id === id);
  if (comment === undefined) throw new Error(`Pull request #${pull.number} has no comment ${id}.`);
  return comment;
}

function runOf(pull: Pull, id: number): CheckRun {
  const run = pull.repository.runs.get(id);
  if (run === undefined) throw new Error(`There is no check run ${id} in this repository.`);
  return run;
}
