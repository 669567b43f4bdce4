import { keyArgument } from "./describe-tool.ts";
import type { Operation } from "./operation.ts";

/** The HTTP API, called from inside the process. */
type CallApi = (request: Request) => Promise<Response> | Response;

export type Arguments = Readonly<Record<string, unknown>>;

export interface Caller {
  readonly callApi: CallApi;
  /** The caller's own `Authorization` header: the API lets nobody in who could not call it directly. */
  readonly authorization: string;
}

/** Asks the API for an operation, with arguments sorted into the places where it looks for them. */
export async function callOperation(operation: Operation, given: Arguments, caller: Caller): Promise<Response> {
  const { method, pathKeys, queryKeys } = operation;
  const { [keyArgument]: key, ...rest } = given;
  const inBody = Object.entries(rest).filter(([name]) => !pathKeys.includes(name) && !queryKeys.includes(name));
  const headers = new Headers({ authorization: caller.authorization });
  if (method === "GET") {
    const query = Object.entries(rest).filter(([name]) => queryKeys.includes(name));
    return caller.callApi(new Request(addressOf(operation, rest, query), { headers }));
  }
  headers.set("content-type", "application/json");
  if (key !== undefined) headers.set("idempotency-key", headerText(key));
  const body = JSON.stringify(Object.fromEntries(inBody));
  return caller.callApi(new Request(addressOf(operation, rest, []), { method, headers, body }));
}

function addressOf({ path }: Operation, given: Arguments, query: readonly (readonly [string, unknown])[]): URL {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(given[name])));
  const url = new URL(filled, "http://baton.internal");
  for (const [name, value] of query) url.searchParams.set(name, asText(value));
  return url;
}

/** A segment that is missing or of no type must not become another address: `-` names nothing. */
function asText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return text === "" || text === "." || text === ".." || text === '""' ? "-" : text;
}

/** What cannot stand in a header becomes what the API refuses. */
function headerText(value: unknown): string {
  return typeof value === "string" && /^[\x21-\x7E]*$/.test(value) ? value : "not a key";
}
