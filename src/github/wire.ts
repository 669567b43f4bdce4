import type { Answer, AnswerCache } from "./answer-cache.ts";

/** The REST version that Baton is written for: the next one drops `merge_commit_sha`. */
const apiVersion = "2022-11-28";

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Runs before each write, and stops it by throwing. */
export type BeforeWrite = () => Promise<void>;

export interface WireOptions {
  readonly fetch: Fetch;
  readonly requestTimeoutMs: number;
  readonly answers: AnswerCache;
  /** Whose answers these are: what one installation was told is never shown to another. */
  readonly scope: string;
  readonly beforeWrite?: BeforeWrite;
}

/**
 * Makes the innermost `fetch`, behind Octokit's waiting and signing. Each request has its own time limit. Reads are
 * conditional: an answer of 304 does not count against the rate limit
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api). The body is read to its end
 * here, because Octokit takes one that breaks off for an empty answer.
 */
export function createWire(options: WireOptions): Fetch {
  return async (url, init = {}) => {
    const method = init.method ?? "GET";
    const headers = new Headers(init.headers);
    headers.set("x-github-api-version", apiVersion);
    if (isWrite(method, url)) await mayWrite(options.beforeWrite);
    const key = [options.scope, url, headers.get("accept")].join("\n");
    const known = method === "GET" ? options.answers.get(key) : undefined;
    if (known !== undefined) headers.set("if-none-match", known.etag);
    const signal = AbortSignal.timeout(options.requestTimeoutMs);
    const response = await options.fetch(url, { ...init, headers, signal });
    const body = await response.arrayBuffer();
    if (response.status === 304 && known !== undefined) {
      return rebuild(url, { status: 200, headers: refreshed(known.headers, response.headers), body: known.body });
    }
    const etag = response.headers.get("etag");
    if (method === "GET" && response.status === 200 && etag !== null && !isBareList(body)) {
      options.answers.set(key, { etag, body, headers: [...response.headers] });
    }
    const { status, statusText } = response;
    return rebuild(response.url || url, { status, statusText, headers: response.headers, body });
  };
}

/** Thrown in place of a write that `beforeWrite` forbade; its cause is what that threw. */
export class WriteStopped extends Error {
  constructor(cause: unknown) {
    super("A write to GitHub was stopped before it went out.", { cause });
    this.name = "WriteStopped";
  }
}

/** Asking for a token changes nothing that anybody sees. */
function isWrite(method: string, url: string): boolean {
  return method !== "GET" && method !== "HEAD" && !/\/app\/installations\/\d+\/access_tokens$/.test(url);
}

async function mayWrite(beforeWrite: BeforeWrite | undefined): Promise<void> {
  try {
    await beforeWrite?.();
  } catch (error) {
    throw new WriteStopped(error);
  }
}

/**
 * A list without a count says in its `Link` header alone that there is another page, and an ETag need not change with a
 * header: a full last page would stay the last for ever.
 */
function isBareList(body: ArrayBuffer): boolean {
  return new Uint8Array(body)[0] === "[".charCodeAt(0);
}

/** The known headers, brought up to date: the `Date` tells when GitHub vouched for the answer. */
function refreshed(known: Answer["headers"], fresh: Headers): Headers {
  const headers = new Headers([...known]);
  for (const [name, value] of fresh) if (!name.startsWith("content-")) headers.set(name, value);
  return headers;
}

/** An answer that was read. Octokit's pagination needs the address, which a `Response` made by hand lacks. */
function rebuild(url: string, { body, ...init }: ResponseInit & { readonly body: ArrayBuffer }): Response {
  const response = new Response(body.byteLength === 0 ? null : body, init);
  return Object.defineProperty(response, "url", { value: url });
}
