import type { RepositoryRef } from "../signals/repository-ref.ts";
import { query, type Database } from "./database.ts";
import { errandParts, errandValues, type IncomingErrand } from "./errand-parts.ts";
import { heardPart, heardValues } from "./intake-heard.ts";

/**
 * Keeps an errand and hints at it, in one statement. Asked for again, it is done again. `repository` is what the webhook that
 * asks for it says of its repository.
 */
export async function intakeErrand(
  db: Database,
  errand: IncomingErrand,
  repository: RepositoryRef | null = null,
): Promise<void> {
  if (repository === null) {
    const text = `with ${errandParts(1)} select count(*) from errand_hint`;
    await query(db, text, errandValues(errand), "intake-errand");
    return;
  }
  const text = `
with ${errandParts(1)}, ${heardPart(4)}
select count(*) from errand_hint`;
  await query(db, text, [...errandValues(errand), ...heardValues(repository)], "intake-errand-of-repository");
}
