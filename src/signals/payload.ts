import { z } from "zod";
import { ignored, type About, type RepositoryRef, type Request, type Sender, type Signal } from "./signal.ts";

/** A user or a bot as payloads name it. */
export const account = z.object({ id: z.int(), login: z.string(), type: z.string() });

/** What every payload that Baton uses has: the repository, the sender, and the installation it came for. */
export const common = {
  repository: z.object({ id: z.int(), full_name: z.string(), owner: z.object({ id: z.int() }) }),
  installation: z.object({ id: z.int() }),
  sender: account,
};

type Common = z.infer<z.ZodObject<typeof common>>;

/** Parses a payload; what Baton needs and does not find is named by its path, never by its content. */
export function read<T>(schema: z.ZodType<T>, payload: unknown, use: (payload: T) => Signal): Signal {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return use(parsed.data);
  const path = parsed.error.issues[0]?.path.filter((key) => typeof key === "string").join(".") ?? "";
  return ignored(`the payload has no valid ${path === "" ? "object" : path}`);
}

export function repositoryOf(payload: Pick<Common, "repository" | "installation">): RepositoryRef {
  const { id, full_name: fullName, owner } = payload.repository;
  return { id, fullName, ownerId: owner.id, installationId: payload.installation.id };
}

export function senderOf({ sender }: Pick<Common, "sender">): Sender {
  return { id: sender.id, login: sender.login, type: sender.type === "User" ? "User" : "Bot" };
}

export function fact(payload: Pick<Common, "repository" | "installation">, about: About): Signal {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["facts"], announcedHead: null };
}

/** What Baton shows was touched by somebody else: it is compared with what it should be. */
export function touched(payload: Pick<Common, "repository" | "installation">, about: About): Signal {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["report"], announcedHead: null };
}

/** Somebody asks for Baton's verdict once more: GitHub is read again, and what Baton shows compared. */
export function askedAgain(payload: Pick<Common, "repository" | "installation">, about: About): Signal {
  return { kind: "fact", repository: repositoryOf(payload), about, wants: ["facts", "report"], announcedHead: null };
}

export function request(
  payload: Pick<Common, "repository" | "installation">,
  pullNumber: number,
  request: Request,
): Signal {
  return { kind: "request", repository: repositoryOf(payload), pullNumber, workflowId: null, request };
}
