import { createToken } from "../../store/tokens/create-token.ts";
import { findRepository } from "../../store/tokens/find-repository.ts";
import type { Database } from "../../store/database.ts";
import type { Role } from "../../workflow/roles.ts";
import type { ExitCode, Output } from "../output.ts";

export interface TokenWish {
  /** `owner/repo` or numeric ids. */
  readonly repo: readonly string[];
  readonly role: readonly Role[];
  readonly operator: boolean;
  readonly lifetimeMs: number;
  readonly name: string | null;
}

/** Makes a token and prints it, alone on the output, so that a script can keep it. What else is said goes beside it. */
export async function createTokenFor(db: Database, wish: TokenWish, now: Date, output: Output): Promise<ExitCode> {
  const repositoryIds: number[] = [];
  for (const project of wish.repo) {
    const found = await idOf(db, project);
    if (found === null) {
      output.error(
        `Baton does not know ${project}. It gets to know a repository by its first webhook: comment /help on a pull request ` +
          "there, or give the repository's numeric id.\n",
      );
      return 1;
    }
    repositoryIds.push(found);
  }
  const { text, token } = await createToken(db, {
    repositoryIds: [...new Set(repositoryIds)],
    roles: wish.role,
    isOperator: wish.operator,
    label: wish.name,
    createdAt: now,
    expiresAt: new Date(now.getTime() + wish.lifetimeMs),
  });
  output.out(`${text}\n`);
  output.error(
    `This token is shown once. It ends ${token.expiresAt.toISOString()}; to end it sooner: token revoke ${token.id}\n`,
  );
  return 0;
}

async function idOf(db: Database, project: string): Promise<number | null> {
  if (/^[1-9]\d{0,14}$/.test(project)) return Number(project);
  return (await findRepository(db, project, null))?.id ?? null;
}
