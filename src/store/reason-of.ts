import { DrizzleQueryError } from "drizzle-orm";

/**
 * Why something failed, in one line for an operator: what was said, and in brackets what it came from. drizzle puts the
 * statement and its parameters into its message, so there only what Postgres said counts. Connections to several addresses
 * that all fail say it in `errors` or, at times, nowhere.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const origin = error.cause instanceof Error ? reasonOf(error.cause) : null;
  if (origin === null) return saidBy(error);
  return error instanceof DrizzleQueryError ? origin : `${saidBy(error)} (${origin})`;
}

function saidBy(error: Error): string {
  if (error.message !== "") return error.message;
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join("; ");
  return "code" in error ? String(error.code) : error.name;
}
