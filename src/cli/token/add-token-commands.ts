import { InvalidArgumentError, Option, type Command } from "commander";
import { revokeToken } from "../../store/tokens/revoke-token.ts";
import type { Database } from "../../store/database.ts";
import { roles, type Role } from "../../workflow/roles.ts";
import type { ExitCode, Output } from "../output.ts";
import type { Surroundings } from "../surroundings.ts";
import { withDatabase } from "../with-database.ts";
import { createTokenFor } from "./create.ts";
import { readLifetime } from "./lifetime.ts";
import { printTokens } from "./list.ts";

interface Asked {
  readonly repo: readonly string[];
  readonly role?: readonly Role[];
  readonly operator?: boolean;
  readonly expires: number;
  readonly name?: string;
}

/** The commands about tokens of the API. `end` is told how one came out. */
export function addTokenCommands(
  program: Command,
  { output, surroundings, end }: { output: Output; surroundings: Surroundings; end: (exitCode: ExitCode) => void },
): void {
  const work = (what: (db: Database) => Promise<ExitCode>) => withDatabase(surroundings, output, what).then(end);
  const token = program.command("token").description("Say who may call Baton's API.");
  const create = token
    .command("create")
    .description("Make a token and print it, this once.")
    .requiredOption("--repo <owner/repo>", "a repository it is good for, by name or numeric id; may be repeated", more)
    .option("--role <role>", `a role it may play; may be repeated: ${roles.join(", ")}`, moreRoles)
    .option("--operator", "it may also roll back and cancel")
    .addOption(
      new Option("--expires <time>", "how long it lives: 12h, 30d or 4w, a year at most")
        .argParser(lifetime)
        .default(readLifetime("30d"), "30d"),
    )
    .option("--name <name>", "what it is called on the pull request and in the history", name)
    .action(async ({ repo, role = [], operator = false, expires, name }: Asked) => {
      if (role.length === 0 && !operator) create.error("error: name a --role or --operator, or it may do nothing");
      const wish = { repo, role, operator, lifetimeMs: expires, name: name ?? null };
      await work((db) => createTokenFor(db, wish, surroundings.now(), output));
    });
  token
    .command("list")
    .description("Print what tokens there are.")
    .action(() => work((db) => printTokens(db, surroundings.now(), output)));
  token
    .command("revoke")
    .description("End a token at once.")
    .argument("<id>", "its id, as token list prints it")
    .action((id: string) => work((db) => revoke(db, id, surroundings.now(), output)));
}

async function revoke(db: Database, id: string, now: Date, output: Output): Promise<ExitCode> {
  const revoked = await revokeToken(db, id, now);
  if (revoked === null) {
    output.error(`There is no token with the id ${id}; token list prints them.\n`);
    return 1;
  }
  output.out(`Revoked: ${revoked.label}\n`);
  return 0;
}

function more(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function moreRoles(value: string, before: readonly Role[] = []): readonly Role[] {
  const role = roles.find((each) => each === value.toLowerCase());
  if (role === undefined) throw new InvalidArgumentError(`It is none of ${roles.join(", ")}.`);
  return [...new Set([...before, role])];
}

function lifetime(value: string): number {
  const lifetimeMs = readLifetime(value);
  if (lifetimeMs === null) throw new InvalidArgumentError("Write it like 12h, 30d or 4w, at most 366d.");
  return lifetimeMs;
}

function name(value: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._/@()-]{0,59}$/u.test(value)) return value;
  throw new InvalidArgumentError("Use at most 60 letters, digits, spaces and ._/@()-, a letter or digit first.");
}
