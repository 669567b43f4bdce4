import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Log } from "../database.ts";
import { prepareBinaries, type Binaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { takeLock } from "./living-lock.ts";
import { findNativeDir, type NativeDir } from "./native-dir.ts";
import { choosePlace, type Place } from "./place.ts";
import { findPostmaster } from "./postmaster.ts";
import { connectionTo, connectWhenReady, launch, readLog, stopServer, type Settings } from "./server.ts";

export interface EmbeddedPostgres {
  readonly connection: pg.PoolConfig;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Baton's data directory; made if it is not there. */
  readonly dataDir: string;
  readonly log: Log;
  /** Postgres settings that go before Baton's own. */
  readonly settings?: Settings;
  /** Another build than the one that npm installed. */
  readonly native?: NativeDir;
  /** Where the cluster goes when Baton runs as root and only root may enter the data directory. */
  readonly outside?: string;
}

const database = "baton";

/**
 * Runs Baton's own PostgreSQL: the same engine, driver and SQL as with DATABASE_URL, without anything to set up. A server
 * that an earlier Baton left running is used again. One Baton at a time may use a data directory.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, settings = {}, outside = "/var/lib/baton" } = options;
  const place = await choosePlace(dataDir, outside);
  const binaries = await prepareBinaries({ native: options.native ?? (await findNativeDir()), ...place });
  const server: Server = { place, binaries, settings, dataDir };
  await ensureCluster(place, binaries);

  let stopped = false;
  let held = await hold(server);
  await createDatabase(held.client);
  const connection = await connectionTo(place, held.postmaster, database);
  watch();
  return { connection, stop };

  /** A server that is killed while Baton runs is started again; the pool finds it on the same socket. */
  function watch(): void {
    held.client.once("end", () => {
      if (!stopped) void holdAgain();
    });
  }

  async function holdAgain(): Promise<void> {
    log("Baton's own Postgres went away; it is started again.");
    while (!stopped) {
      try {
        held = await hold(server);
        watch();
        return;
      } catch (error) {
        log(`Baton's own Postgres could not be started again: ${(error as Error).message}`);
        await delay(1000);
      }
    }
  }

  async function stop(): Promise<void> {
    if (stopped) return;
    stopped = true;
    await held.client.end();
    await stopServer(place, binaries);
  }
}

interface Server {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly settings: Settings;
  readonly dataDir: string;
}

/** Finds or starts the server and takes the lock that says that a living Baton uses it. */
async function hold(
  server: Server,
): Promise<{ client: pg.Client; postmaster: { pid: number; port: number; socketDir: string } }> {
  const { place } = server;
  let launches = 0;
  for (;;) {
    const running = await findPostmaster(place.cluster);
    if (running === null && launches === 3) {
      throw new Error(`Baton's own Postgres does not start. Its log says:\n${await readLog(place)}`);
    }
    if (running === null) launches += 1;
    const postmaster = running ?? (await launch(place, server.binaries, server.settings));
    const client = await connectWhenReady(postmaster, await connectionTo(place, postmaster, "postgres"));
    if (client === null) continue;
    if (await takeLock(client, server.dataDir)) return { client, postmaster };
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
  if (rowCount === 0) await client.query(`create database ${database}`);
}
