import pg from "pg";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Database } from "../../../src/store/database.ts";
import { startSurroundings } from "../../support/as-operator.ts";
import { buildBaton, type BatonProcess } from "../../support/baton-process.ts";
import { freshDatabase } from "../../support/database.ts";
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

export async function startOutside(): Promise<Outside> {
  const program = await buildBaton();
  const contract = createContract();
  const fresh = await freshDatabase();
  const { host, port } = new pg.Client(fresh.connection);
  const proxy = await startPostgresProxy({ host, port });
  const { sandbox, settings } = await startSurroundings(through(proxy, fresh.connection), {
    observer: contract,
    // A delivery whose answer is withheld must not hold up the others.
    deliveryConcurrency: 5,
  });
  let baton: BatonProcess;
  const start = async () => {
    baton = program.start({ ...settings, BATON_LEASE_SECONDS: "5", BATON_SWEEP_SECONDS: "1" });
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
