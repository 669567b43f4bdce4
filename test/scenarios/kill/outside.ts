import pg from "pg";
import { inject } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/sandbox.ts";
import type { Database } from "../../../src/store/database.ts";
import { batonApp } from "../../support/baton-app.ts";
import { buildBaton, type BatonProcess } from "../../support/baton-process.ts";
import { freshDatabase } from "../../support/database.ts";
import { databaseUrl } from "../../support/database-url.ts";
import { createContract } from "../../support/github-contract.ts";
import { startPostgresProxy, type PostgresProxy } from "../../support/postgres-proxy.ts";

/** A Baton in a process of its own, and everything around it, which outlives it. */
export interface Outside {
  readonly sandbox: Sandbox;
  readonly db: Database;
  /** Between Baton and the database; `db` goes past it. */
  readonly proxy: PostgresProxy;
  readonly baton: () => BatonProcess;
  /** Starts Baton, again after it ended; GitHub delivers to it from then on. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const webhookSecret = "a secret of the tests";

export async function startOutside(): Promise<Outside> {
  const program = await buildBaton();
  const { privateKey, publicKey } = inject("appKey");
  const contract = createContract();
  const sandbox = await startSandbox({
    webhookSecret,
    appId: 7,
    appSlug: "baton",
    publicKey,
    ...batonApp,
    observer: contract,
    // A delivery whose answer is withheld must not hold up the others.
    deliveryConcurrency: 5,
  });
  const fresh = await freshDatabase();
  const { host, port } = new pg.Client(fresh.connection);
  const proxy = await startPostgresProxy({ host, port });
  const settings = {
    APP_ID: "7",
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: sandbox.apiUrl,
    GITHUB_SERVER_URL: sandbox.serverUrl,
    DATABASE_URL: databaseUrl(through(proxy, fresh.connection)),
    BATON_LEASE_SECONDS: "5",
    BATON_SWEEP_SECONDS: "1",
    BATON_WRITE_SPACING_MS: "0",
  };
  let baton: BatonProcess;
  const start = async () => {
    baton = program.start(settings);
    sandbox.deliverTo(`${await baton.running()}/api/github/webhooks`);
  };
  await start();
  return {
    sandbox,
    db: fresh.db,
    proxy,
    baton: () => baton,
    start,
    close: async () => {
      baton.kill("SIGKILL");
      await baton.ended;
      await proxy.close();
      await sandbox.close();
      await fresh.drop();
      await program.remove();
      contract.assertClean();
    },
  };
}

function through({ port }: PostgresProxy, connection: pg.PoolConfig): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, host: "127.0.0.1", port };
  const url = new URL(connection.connectionString);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return { ...connection, connectionString: url.href };
}
