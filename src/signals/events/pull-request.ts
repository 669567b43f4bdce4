import { z } from "zod";
import { common, fact, read, repositoryOf, request, senderOf } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  action: z.string(),
  number: z.int(),
  after: z.string().optional(),
  changes: z.object({ base: z.unknown().optional() }).optional(),
  label: z.object({ name: z.string() }).nullish(),
  pull_request: z.object({ updated_at: z.string() }),
});

type Payload = z.infer<typeof schema>;

const changing: ReadonlySet<string> = new Set([
  "opened",
  "closed",
  "reopened",
  "ready_for_review",
  "converted_to_draft",
]);

/** A label is a request; a push, another base, closing, reopening, merging and drafts are facts. */
export function classifyPullRequest(payload: unknown, self: Self): Signal {
  return read(schema, payload, (given) => {
    const about = { by: "number", number: given.number } as const;
    if (given.action === "labeled" || given.action === "unlabeled") return labelOf(given, self);
    if (given.action === "synchronize") return pushOf(given);
    if (given.action === "edited" && given.changes?.base === undefined) return ignored("the edit left the base alone");
    if (given.action === "edited" || changing.has(given.action)) return fact(given, about);
    return ignored("Baton has no use for this action");
  });
}

function labelOf(given: Payload, self: Self): Signal {
  if (isSelf(given.sender, self)) return ignored("Baton did it itself");
  const label = given.label?.name ?? "";
  if (!/^baton:/i.test(label)) return ignored("the label is not Baton's");
  const change = given.action === "labeled" ? "added" : "removed";
  const at = given.pull_request.updated_at;
  return request(given, given.number, { kind: "label", sender: senderOf(given), at, change, label });
}

/** A push's payload names the new head. Only its time is used: the head itself is read. */
function pushOf(given: Payload): Signal {
  const at = given.pull_request.updated_at;
  return {
    kind: "fact",
    repository: repositoryOf(given),
    about: { by: "number", number: given.number },
    wants: ["facts"],
    announcedHead: given.after === undefined || !isTime(at) ? null : { sha: given.after, at },
  };
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
