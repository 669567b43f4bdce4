import { z } from "zod";
import { parseCommands } from "../../commands/parse.ts";
import { account, common, id, number, readAction, request, senderOf, time, touched } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  issue: z.object({ number, pull_request: z.unknown().optional() }),
  comment: z.object({
    id,
    body: z.string().nullish(),
    created_at: time,
    user: account.nullish(),
    performed_via_github_app: z.object({ id }).nullish(),
  }),
});

type Payload = z.infer<typeof schema>;

const actions = ["created", "edited", "deleted"] as const;

/**
 * A new comment on a pull request may hold commands; an edit never runs one, since nobody who saw the comment before agreed
 * to it. A comment of Baton's own that somebody changed or deleted is put right.
 */
export function classifyIssueComment(payload: unknown, self: Self): Signal {
  return readAction("issue_comment", { payload, actions, schema }, (given, action) => {
    if (!isOnPull(given)) return ignored("the comment is on an issue");
    if (isSelf(given.sender, self)) return ignored("Baton did it itself");
    if (action === "created") return isOwn(given, self) ? ignored("the comment is Baton's own") : commandsOf(given);
    if (!isOwn(given, self)) return ignored("only a new comment runs commands");
    return touched(given, { by: "number", number: given.issue.number });
  });
}

/** GitHub's payloads have the key for pull requests only. */
function isOnPull({ issue }: Payload): boolean {
  return typeof issue.pull_request === "object" && issue.pull_request !== null;
}

function isOwn({ comment }: Payload, self: Self): boolean {
  return comment.performed_via_github_app?.id === self.appId || isSelf(comment.user ?? null, self);
}

function commandsOf(given: Payload): Signal {
  const commands = parseCommands(given.comment.body ?? "");
  if (commands.length === 0) return ignored("the comment has no command");
  const { id: commentId, created_at: at } = given.comment;
  return request(given, given.issue.number, { kind: "commands", sender: senderOf(given), at, commentId, commands });
}
