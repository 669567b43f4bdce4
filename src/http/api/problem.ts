import { problemTypes, type ProblemType } from "./problem-types.ts";

/** What a problem says beside its type, title and status. */
export interface ProblemDetails {
  readonly detail: string;
  /** Further members, in the words of the wire. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown to answer a request with a problem; the API's error handler turns it into the answer. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly details: ProblemDetails;

  constructor(type: ProblemType, details: ProblemDetails, options?: ErrorOptions) {
    super(details.detail, options);
    this.name = "Problem";
    this.type = type;
    this.details = details;
  }
}

/** A problem as RFC 9457 has it. The type is a relative address that never changes. */
export function problemResponse(type: ProblemType, { detail, more = {}, headers = {} }: ProblemDetails): Response {
  const { status, title } = problemTypes[type];
  return Response.json(
    { type: `/problems/${type}`, title, status, detail, ...more },
    { status, headers: { ...headers, "content-type": "application/problem+json" } },
  );
}

/** What is not there, or not there for this token: the same answer, so that nobody learns which. */
export function notFound(what: "workflow" | "repository" | "owner" | "pull request" | "handoff"): Problem {
  return new Problem("not-found", { detail: `There is no such ${what}, or this token is not good for it.` });
}
