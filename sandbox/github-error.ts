import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

/** An answer that refuses: it is caught where requests are served and sent in GitHub's form. */
export class GitHubError extends Error {
  readonly status: ContentfulStatusCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    message: string,
    errors?: readonly FieldError[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.headers = headers;
    this.name = "GitHubError";
    this.status = status;
    this.errors = errors;
  }
}

export function notFound(): GitHubError {
  return new GitHubError(404, "Not Found");
}

export function invalid(error: FieldError): GitHubError {
  return new GitHubError(422, error.message ?? "Validation Failed", [error]);
}
