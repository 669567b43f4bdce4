import { z } from "zod";
import { nameOfAction, type KnownAction, type ReadEvent } from "./known-actions.ts";
import type { RepositoryRef } from "./repository-ref.ts";
import type { Sender } from "./said.ts";
import { ignored, type About, type AskedRequest, type Signal } from "./signal.ts";
import { toSender } from "./to-sender.ts";

/** GitHub's ids fit into the integers that JavaScript has. */
export const id = z.int().positive();

/** A pull request's number, which is a Postgres integer in the database. */
export const number = z.int().positive().max(2_147_483_647);

export const sha = z.string().regex(/^[\da-f]{40}(?:[\da-f]{24})?$/);

/** ISO 8601; null where there is none that could be read. */
export const time = z.iso.datetime({ offset: true }).nullable().catch(null);

/** A user or a bot as payloads name it. */
export const account = z.object({
  id,
  login: z.string().min(1),
  type: z.string(),
  html_url: z.string().nullish(),
});

/** What every payload that Baton uses has: the repository, the sender, and the installation it came for. */
export const common = {
  repository: z.object({ id, full_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/), owner: z.object({ id }) }),
  installation: z.object({ id }),
  sender: account,
};

type Common = z.infer<z.ZodObject<typeof common>>;

/** Parses a payload; what Baton needs and does not find is named by its path, never by its content. */
export function read<T>(schema: z.ZodType<T>, payload: unknown, use: (payload: T) => Signal): Signal {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return use(parsed.data);
  const [{ path: keys }] = parsed.error.issues as [z.core.$ZodIssue];
  const path = keys.join(".");
  return ignored(`the payload has no valid ${path === "" ? "object" : path}`);
}

const withAction = z.object({ action: z.string() });

/** Parses a payload if Baton has a use for its action. */
export function readAction<T, Event extends ReadEvent, Action extends KnownAction<Event>>(
  event: Event,
  given: { readonly payload: unknown; readonly actions: readonly Action[]; readonly schema: z.ZodType<T> },
  use: (payload: T, action: Action) => Signal,
): Signal {
  return read(withAction, given.payload, ({ action }) => {
    const used = given.actions.find((each) => each === action);
    if (used === undefined) return ignored(`Baton has no use for ${nameOfAction(event, action)}`);
    return read(given.schema, given.payload, (payload) => use(payload, used));
  });
}

export function repositoryOf(payload: Pick<Common, "repository" | "installation">): RepositoryRef {
  const { id, full_name: fullName, owner } = payload.repository;
  return { id, fullName, ownerId: owner.id, installationId: payload.installation.id };
}

export function senderOf({ sender }: Pick<Common, "sender">): Sender {
  return toSender(sender);
}

export function fact(
  payload: Pick<Common, "repository" | "installation">,
  about: About,
): Extract<Signal, { kind: "fact" }> {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["facts"], announcedHead: null };
}

/** What Baton shows was touched by somebody else: it is compared with what it should be. */
export function touched(payload: Pick<Common, "repository" | "installation">, about: About): Signal {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["report"], announcedHead: null };
}

/** Somebody asks for Baton's verdict once more: GitHub is read again, and what Baton shows compared. */
export function askedAgain(
  payload: Pick<Common, "repository" | "installation">,
  about: About,
): Extract<Signal, { kind: "fact" }> {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["facts", "report"], announcedHead: null };
}

export function request(
  payload: Pick<Common, "repository" | "installation">,
  pullNumber: number,
  request: AskedRequest,
): Signal {
  return { kind: "request", repository: repositoryOf(payload), pullNumber, workflowId: null, request };
}
