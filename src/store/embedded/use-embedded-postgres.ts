import { access } from "node:fs/promises";
import { join } from "node:path";
import { choosePlace } from "./place.ts";
import { findPostmaster } from "./postmaster.ts";
import { connectionTo } from "./server.ts";
import {
  database,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from "./start-embedded-postgres.ts";

/**
 * For a short piece of work beside Baton: uses the server of the Baton that runs on this data directory, and leaves it
 * alone afterwards; where none runs, starts the server and stops it again. Null where no Baton has run yet.
 */
export async function useEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres | null> {
  const { dataDir, outside = "/var/lib/baton" } = options;
  if (!(await exists(join(dataDir, "postgres")))) return null;
  const place = await choosePlace(dataDir, outside);
  const running = await findPostmaster(place.cluster);
  if (running === null) return startEmbeddedPostgres(options);
  return { connection: await connectionTo(place, running, database), stop: () => Promise.resolve() };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
