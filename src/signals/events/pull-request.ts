import { z } from "zod";
import { common, fact, number, readAction, repositoryOf, request, senderOf, sha, time } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import type { Said } from "../said.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  number,
  after: sha.nullable().catch(null),
  changes: z.object({ base: z.unknown().optional() }).nullish(),
  label: z.object({ name: z.string() }).nullish(),
  pull_request: z.object({ updated_at: time, head: z.object({ sha }).nullable().catch(null) }),
});

type Payload = z.infer<typeof schema>;

type Fact = Extract<Signal, { kind: "fact" }>;

const actions = [
  "opened",
  "closed",
  "reopened",
  "edited",
  "synchronize",
  "ready_for_review",
  "converted_to_draft",
  "labeled",
  "unlabeled",
] as const;

/** A label is a request; a push, another base, closing, reopening, merging and drafts are facts. */
export function classifyPullRequest(payload: unknown, self: Self): Signal {
  return readAction("pull_request", { payload, actions, schema }, (given, action) => {
    switch (action) {
      case "labeled":
        return labelOf(given, "added", self);
      case "unlabeled":
        return labelOf(given, "removed", self);
      case "synchronize":
      case "reopened":
        return withHead(given, action === "synchronize" ? pushOf(given) : changeOf(given), null);
      case "opened":
        return withHead(given, changeOf(given), openingOf(given, self));
      case "edited":
        return given.changes?.base === undefined ? ignored("the edit left the base alone") : changeOf(given);
      default:
        return changeOf(given);
    }
  });
}

function labelOf(given: Payload, change: "added" | "removed", self: Self): Signal {
  if (isSelf(given.sender, self)) return ignored("Baton did it itself");
  const label = given.label?.name ?? "";
  if (!/^\s*baton:/i.test(label)) return ignored("the label is not Baton's");
  const at = given.pull_request.updated_at;
  return request(given, given.number, { kind: "label", sender: senderOf(given), at, change, label });
}

/** Who opened it; null for Baton, which opens one only to start its workflow by itself. */
function openingOf(given: Payload, self: Self): Said | null {
  return isSelf(given.sender, self) ? null : { sender: senderOf(given), at: given.pull_request.updated_at };
}

/** Adds what a new head may need beside its relay's sync. It is kept by the same statement. */
function withHead(given: Payload, signal: Fact, opened: Said | null): Signal {
  const headSha = given.pull_request.head?.sha;
  if (headSha === undefined) return signal;
  const { number } = given;
  return { ...signal, errand: { kind: "pull_head", repository: repositoryOf(given), number, headSha, opened } };
}

function changeOf(given: Payload): Fact {
  return fact(given, { by: "number", number: given.number });
}

/** A push's payload names the new head. Only its time is used: the head itself is read. */
function pushOf(given: Payload): Fact {
  const { after, pull_request: pull } = given;
  return {
    kind: "fact",
    repository: repositoryOf(given),
    about: { by: "number", number: given.number },
    wants: ["facts"],
    announcedHead: after === null || pull.updated_at === null ? null : { sha: after, at: pull.updated_at },
  };
}
