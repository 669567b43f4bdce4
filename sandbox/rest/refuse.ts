import { GitHubError } from "../github-error.ts";
import type { Call } from "./api.ts";

/** An error in GitHub's form. Whatever is no refusal is a mistake in the sandbox, and says so with where it is. */
export function refuse(c: Call, error: Error): Response {
  if (!(error instanceof GitHubError)) {
    return c.json({ message: `The sandbox failed: ${error.stack ?? error.message}` }, 500);
  }
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  return c.json(
    {
      message: error.message,
      ...(error.errors === undefined ? {} : { errors: error.errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(error.status),
    },
    error.status,
  );
}
