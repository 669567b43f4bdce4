import { listTokens } from "../../store/tokens/list-tokens.ts";
import type { Token } from "../../store/tokens/token.ts";
import type { Database } from "../../store/database.ts";
import type { ExitCode, Output } from "../output.ts";

/** More than anybody reads; older ones are pruned a month after they ended. */
const shownMax = 1_000;

/** Prints what tokens there are, newest first. What they are is not known any more. */
export async function printTokens(db: Database, now: Date, output: Output): Promise<ExitCode> {
  const tokens = await listTokens(db, shownMax);
  const rows = tokens.map((token) => [
    token.id,
    standingOf(token, now),
    token.repositoryIds.join(","),
    [...token.roles, ...(token.isOperator ? ["operator"] : [])].join(","),
    token.lastUsedAt === null ? "never" : stamp(token.lastUsedAt),
    token.label,
  ]);
  output.out(table([["id", "standing", "repositories", "may", "last used", "name"], ...rows]));
  return 0;
}

function standingOf({ revokedAt, expiresAt }: Token, now: Date): string {
  if (revokedAt !== null) return `revoked ${stamp(revokedAt)}`;
  return `${expiresAt <= now ? "expired" : "until"} ${stamp(expiresAt)}`;
}

/** To the minute, UTC. */
function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 16)}Z`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
