/** What came of a request that failed. */
export type Failure =
  /** GitHub will not do it: a permission is missing, or the thing is gone. Nothing changes that by itself soon. */
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly message: string;
      /** Whether something was to be read, and not a token or another thing to be made. */
      readonly isReading: boolean;
      /** Whether the App may have lost the repository; false where only a permission can be missing. */
      readonly doubtsAccess: boolean;
    }
  /** GitHub cannot do it now. `retryAfterMs` is what it asked for; null where it named no time. */
  | { readonly kind: "later"; readonly retryAfterMs: number | null; readonly message: string }
  /** Not GitHub's: an error of Baton's own. */
  | { readonly kind: "bug" };

/** Thrown for an answer that is not JSON, as a proxy gives it that has something to say for itself. */
export class UnreadableAnswer extends Error {
  constructor() {
    super("The answer is not JSON; check that GITHUB_API_URL is GitHub's API.");
    this.name = "UnreadableAnswer";
  }
}

/** Thrown where a repository's name leads to another one: names change hands, ids do not. */
export class AnotherRepository extends Error {
  constructor(fullName: string) {
    super(`${fullName} is another repository by now; GitHub is asked for the name that this one has.`);
    this.name = "AnotherRepository";
  }
}

/** Sorts an error by what can be done about it. The message is for people and holds no secret. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UnreadableAnswer || error instanceof AnotherRepository)
    return { kind: "later", retryAfterMs: null, message: error.message };
  if (!isHttpError(error)) return { kind: "bug" };
  const { response, status } = error;
  const where = `${error.request.method} ${pathOf(error.request.url)}`;
  if (response === undefined) {
    return {
      kind: "later",
      retryAfterMs: null,
      message: `GitHub could not be reached (${where}): ${clip(error.message)}`,
    };
  }
  const message = clip(saidBy(response.data));
  if (status >= 500 || status === 408 || isRateLimit(status, response)) {
    const retryAfterMs = retryAfterMsOf(response, message);
    return { kind: "later", retryAfterMs, message: `GitHub answered ${String(status)} to ${where}: ${message}` };
  }
  return {
    kind: "refused",
    status,
    message: `GitHub refused ${where} (${String(status)}): ${message} ${adviceFor(status, response)}`,
    isReading: isReading(error),
    doubtsAccess: doubtsAccess(error, response),
  };
}

/**
 * What is out of the App's reach answers 404 to a reading, or lets everybody read it; so a reading that is not accessible
 * lacks a permission. A write is refused in the same words for either.
 */
function doubtsAccess(error: HttpError, { data }: Answered): boolean {
  const { status } = error;
  if (status === 403 && isReading(error) && saidBy(data).startsWith("Resource not accessible by integration"))
    return false;
  return status === 401 || status === 403 || status === 404;
}

function isReading({ request }: HttpError): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

interface HttpError extends Error {
  readonly status: number;
  readonly request: { readonly method: string; readonly url: string };
  readonly response?: Answered;
}

interface Answered {
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** Octokit's `RequestError`, known by its form: several versions of the class can be installed side by side. */
function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === "HttpError" && "status" in error && "request" in error;
}

function isRateLimit(status: number, { headers, data }: Answered): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return "retry-after" in headers || headers["x-ratelimit-remaining"] === "0" || isSecondaryLimit(saidBy(data));
}

function isSecondaryLimit(message: string): boolean {
  return /\bsecondary rate limit\b/i.test(message);
}

const retryMsMin = 1_000;

/** The longest that any limit of GitHub's lasts; a header that says more is not believed. */
const retryMsMax = 3_600_000;

/** GitHub asks for a minute where a secondary limit names no time. */
const secondaryLimitMs = 60_000;

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function retryAfterMsOf({ headers }: Answered, message: string): number | null {
  const asked = Number(headers["retry-after"]) * 1000;
  if (Number.isFinite(asked)) return bounded(asked);
  if (headers["x-ratelimit-remaining"] === "0") {
    const untilMs = Number(headers["x-ratelimit-reset"]) * 1000 - Date.parse(String(headers["date"]));
    if (Number.isFinite(untilMs)) return bounded(untilMs + 1000);
  }
  return isSecondaryLimit(message) ? secondaryLimitMs : null;
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, retryMsMin), retryMsMax);
}

function adviceFor(status: number, { headers }: Answered): string {
  const needed = permissionsIn(headers["x-accepted-github-permissions"]);
  if (needed === null) return advice[status] ?? "";
  if (status === 403) return `The App needs the permission ${needed}.`;
  return status === 404
    ? `It is gone, or the App's installation may not see it, or lacks ${needed}.`
    : (advice[status] ?? "");
}

/**
 * The permissions that would do, as an App's settings name them. GitHub separates those that are needed together by commas,
 * and the sets of which one is enough by semicolons.
 */
function permissionsIn(header: string | number | undefined): string | null {
  if (typeof header !== "string") return null;
  const sets = header.split(";").map((set) => set.split(",").flatMap((each) => permissionName(each.trim()) ?? []));
  const texts = sets.filter((set) => set.length > 0).map((set) => set.join(" and "));
  return texts.length === 0 ? null : clip(texts.join(" or "));
}

function permissionName(text: string): string | null {
  const [, name, level] = /^([a-z_]{1,60})=([a-z]{1,10})$/.exec(text) ?? [];
  if (name === undefined || level === undefined) return null;
  const words = name.replaceAll("_", " ");
  return `“${words.charAt(0).toUpperCase()}${words.slice(1)}: ${level}”`;
}

const advice: Readonly<Record<number, string>> = {
  401: "Check APP_ID, PRIVATE_KEY and this machine's clock.",
  403: "Check the permissions of the App's installation, and whether the conversation is locked.",
  404: "It is gone, or the App's installation may not see it.",
  410: "It was deleted.",
};

function saidBy(data: unknown): string {
  if (typeof data !== "object" || data === null || !("message" in data)) return "no reason given.";
  const errors: readonly unknown[] = "errors" in data && Array.isArray(data.errors) ? data.errors : [];
  const details = errors.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  return [String(data.message), ...details].join("; ");
}

/** The path alone: what follows it can be long, and says nothing to people. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : "GitHub";
}

function clip(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 299).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
