/** Thrown for what keeps Baton from starting and an operator can mend: the message says what to do, a stack would not. */
export class CannotStart extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what}: ${reasonOf(cause)}`, { cause });
    this.name = "CannotStart";
  }
}

/** What was said first of all. Connections to several addresses that all fail say it in `errors` or, at times, nowhere. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  if (error.message !== "") return error.message;
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join("; ");
  return "code" in error ? String(error.code) : error.name;
}
