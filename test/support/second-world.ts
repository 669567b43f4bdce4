import { pino } from "pino";
import { createWorld } from "../../src/baton.ts";
import { createGitHub } from "../../src/github/client.ts";
import type { World } from "../../src/orchestrator/ports.ts";
import { createSchemaChecker } from "../../src/schemas/schema-checker.ts";
import { openDatabase } from "../../src/store/database.ts";
import type { Relay } from "./relay.ts";

/** The orchestrator's world as another process of the same Baton has it: connections and caches of its own. */
export interface SecondWorld {
  readonly world: World;
  readonly close: () => Promise<void>;
}

export async function openSecondWorld({ environment, clock }: Relay): Promise<SecondWorld> {
  if (environment.databaseUrl === null) throw new Error("A second world needs the address of the database.");
  const db = openDatabase(environment.databaseUrl);
  const github = createGitHub({ ...environment, requestTimeoutMs: 15_000, log: pino({ level: "silent" }) });
  const schemas = createSchemaChecker();
  const world = createWorld({ db, github, self: await github.self(), schemas, now: clock.now });
  const close = async () => {
    await schemas.stop();
    await db.close();
  };
  return { world, close };
}
