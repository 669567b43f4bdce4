import { z } from "zod";
import { parseCommands } from "../../commands/parse.ts";
import { account, common, read, request, senderOf, touched } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  action: z.string(),
  issue: z.object({ number: z.int(), pull_request: z.unknown().optional() }),
  comment: z.object({
    id: z.int(),
    body: z.string().nullish(),
    created_at: z.string(),
    user: account.nullish(),
    performed_via_github_app: z.object({ id: z.int() }).nullish(),
  }),
});

type Payload = z.infer<typeof schema>;

/**
 * A new comment on a pull request may hold commands; an edit never runs one, since nobody who saw the comment before agreed
 * to it. A comment of Baton's own that somebody changed or deleted is put right.
 */
export function classifyIssueComment(payload: unknown, self: Self): Signal {
  return read(schema, payload, (given) => {
    if (given.issue.pull_request === undefined) return ignored("the comment is on an issue");
    if (isSelf(given.sender, self)) return ignored("Baton did it itself");
    const about = { by: "number", number: given.issue.number } as const;
    switch (given.action) {
      case "created":
        return isOwn(given, self) ? ignored("Baton did it itself") : commandsOf(given);
      case "edited":
      case "deleted":
        return isOwn(given, self) ? touched(given, about) : ignored("only a new comment runs commands");
      default:
        return ignored("Baton has no use for this action");
    }
  });
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
