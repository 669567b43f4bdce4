import { createToken } from "../../src/store/tokens/create-token.ts";
import { roles, type Role } from "../../src/workflow/roles.ts";
import type { Relay } from "./relay.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are as the API's description says, and tests look into them.
  readonly body: any;
}

/** Calls the API with one token: `call("POST /api/…", body)`. */
export type Caller = (line: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

export interface CallerOptions {
  readonly roles?: readonly Role[];
  readonly isOperator?: boolean;
  readonly label?: string;
  readonly lifetimeMs?: number;
}

/** Somebody with a token for these repositories, made as the command line makes it. */
export async function callerFor(
  relay: Relay,
  repositoryIds: readonly number[],
  { roles: held = roles, isOperator = false, label, lifetimeMs = 86_400_000 }: CallerOptions = {},
): Promise<{ readonly call: Caller; readonly token: string; readonly id: string }> {
  const createdAt = relay.clock.now();
  const { text, token } = await createToken(relay.db, {
    repositoryIds,
    roles: held,
    isOperator,
    label: label ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetimeMs),
  });
  return { call: callWith(relay, `Bearer ${text}`), token: text, id: token.id };
}

export function callWith(relay: Relay, authorization: string | null): Caller {
  return async (line, body, headers = {}) => {
    const [method = "GET", path = "/"] = line.split(" ");
    const response = await fetch(`http://127.0.0.1:${String(relay.baton().port)}${path}`, {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  };
}
