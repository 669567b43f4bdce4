import { pino } from "pino";
import { createAppKey } from "../../sandbox/app-key.ts";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { startBaton, type Baton } from "../../src/baton.ts";
import type { Environment } from "../../src/environment.ts";
import { query, type Database } from "../../src/store/database.ts";
import { createClock, type Clock } from "./clock.ts";
import { freshDatabase } from "./database.ts";
import { databaseUrl } from "./database-url.ts";
import { eventually } from "./eventually.ts";
import { createContract, type Contract } from "./github-contract.ts";

/** Baton as shipped, a GitHub to point it at, and a database of its own. */
export interface Relay {
  readonly sandbox: Sandbox;
  readonly db: Database;
  readonly clock: Clock;
  readonly environment: Environment;
  /** The Baton that runs now; `restart` replaces it. */
  readonly baton: () => Baton;
  readonly restart: () => Promise<void>;
  /** Waits until every delivery is answered and nothing is due any more. */
  readonly settle: () => Promise<void>;
  /** Moves the clock, lets Baton sweep, and waits until nothing is due any more. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RelayOptions {
  readonly environment?: Partial<Environment>;
  readonly logLevel?: string;
}

const webhookSecret = "a secret of the tests";

export async function startRelay({ environment: given = {}, logLevel = "silent" }: RelayOptions = {}): Promise<Relay> {
  const clock = createClock();
  const { privateKey, publicKey } = await createAppKey();
  const contract: Contract = createContract();
  const sandbox = await startSandbox({
    webhookSecret,
    appId: 7,
    appSlug: "baton",
    publicKey,
    clock: clock.now,
    observer: contract,
  });
  const fresh = await freshDatabase();
  const environment: Environment = {
    ...{ appId: 7, privateKey, webhookSecret, host: "127.0.0.1", port: 0, logLevel: "fatal", logFormat: "json" },
    ...{ redisUrl: null, apiUrl: sandbox.apiUrl, serverUrl: sandbox.serverUrl, publicUrl: null, process: "all" },
    ...{ databaseUrl: databaseUrl(fresh.connection), dataDir: "unused" },
    ...{ leaseSeconds: 30, sweepSeconds: 3600, writeSpacingMs: 0 },
    ...given,
  };
  const log = pino({ level: process.env["TEST_LOG"] ?? logLevel });
  const start = async () => {
    const started = await startBaton(environment, log, { now: clock.now });
    sandbox.deliverTo(`http://127.0.0.1:${String(started.port)}/api/github/webhooks`);
    return started;
  };
  let baton = await start();
  const settle = () => settled(fresh.db, sandbox, clock);
  return {
    sandbox,
    db: fresh.db,
    clock,
    environment,
    baton: () => baton,
    restart: async () => {
      await baton.stop();
      baton = await start();
    },
    settle,
    pass: async (ms) => {
      clock.advance(ms);
      await baton.sweep();
      await settle();
    },
    close: async () => {
      await baton.stop();
      await sandbox.close();
      await fresh.drop();
      contract.assertClean();
    },
  };
}

/** Whether anything is under way: a delivery, a lease, a row that is due, a message that waits. */
async function settled(db: Database, sandbox: Sandbox, clock: Clock): Promise<void> {
  await eventually(
    async () => {
      await sandbox.delivered();
      const [row] = await query<{ due: number }>(
        db,
        `select count(*)::integer as due from pull_requests
         where lease_token is not null
            or (due_done < due_seq and coalesce(not_before <= $1::timestamptz, true))`,
        [clock.now()],
      );
      return row?.due ?? 0;
    },
    (due) => due === 0,
    { what: "settling" },
  );
  await sandbox.delivered();
}
