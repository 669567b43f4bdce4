import type { CheckAction, CheckOutput, CheckRun, CheckStatus, Conclusion } from "../state/checks.ts";
import type { Comment } from "../state/repository.ts";

/** A comment as a test looks at it; it does not change afterwards. */
export interface CommentView {
  readonly id: number;
  readonly user: string;
  readonly body: string;
  readonly reactions: readonly { readonly user: string; readonly content: string }[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface CheckRunView {
  readonly id: number;
  readonly app: string;
  readonly name: string;
  readonly headSha: string;
  readonly status: CheckStatus;
  readonly conclusion: Conclusion | null;
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly output: CheckOutput;
  /** As stored; people see them on completed runs only. */
  readonly actions: readonly CheckAction[];
  readonly annotationCount: number;
}

export function commentView(comment: Comment): CommentView {
  return {
    id: comment.id,
    user: comment.user.login,
    body: comment.body,
    reactions: comment.reactions.map(({ user, content }) => ({ user: user.login, content })),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
  };
}

export function checkRunView(run: CheckRun): CheckRunView {
  return {
    id: run.id,
    app: run.app.slug,
    name: run.name,
    headSha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    externalId: run.externalId,
    detailsUrl: run.detailsUrl,
    output: run.output,
    actions: run.actions,
    annotationCount: run.annotations.length,
  };
}
