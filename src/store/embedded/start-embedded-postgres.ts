import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Log } from "../database.ts";
import { reasonOf } from "../reason-of.ts";
import { prepareBinaries, type Binaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { takeLock } from "./living-lock.ts";
import { findNativeDir, type NativeDir } from "./native-dir.ts";
import { choosePlace, type Place } from "./place.ts";
import { findPostmaster, removeStaleLocks, type Postmaster } from "./postmaster.ts";
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

/** The database of the cluster that is Baton's. */
export const database = "baton";

const retryMs = 1000;

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

  const stopping = new AbortController();
  let held = await hold(server);
  let watching = watch();
  await createDatabase(held.client);
  return { connection: await connectionTo(place, held.postmaster, database), stop };

  /** A server that goes away while Baton runs is started again; the pool finds it on the same socket. */
  async function watch(): Promise<void> {
    await new Promise((resolve) => held.client.once("end", resolve));
    while (!stopping.signal.aborted) {
      log("Baton's own Postgres went away; it is started again.");
      try {
        held = await hold(server);
        watching = watch();
        return;
      } catch (error) {
        log(`Baton's own Postgres could not be started again: ${reasonOf(error)}`);
        await delay(retryMs, null, { signal: stopping.signal }).catch(() => null);
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await held.client.end();
    await watching;
    await stopServer(place, binaries);
  }
}

interface Server {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly settings: Settings;
  readonly dataDir: string;
}

/**
 * Finds or starts the server and takes the lock that says that a living Baton uses it. Starting can take several tries:
 * another Baton may be quicker, and what is left of a killed server may still be about to end.
 */
async function hold(server: Server): Promise<{ client: pg.Client; postmaster: Postmaster }> {
  const { place } = server;
  const waitsMs = [0, 100, 400, 1000, 3000];
  for (;;) {
    const running = await findPostmaster(place.cluster);
    const postmaster = running ?? (await launchAfter(waitsMs.shift(), server));
    const client = await connectWhenReady(postmaster, await connectionTo(place, postmaster, "postgres"));
    if (client === null) continue;
    if (await takeLock(client, server.dataDir)) return { client, postmaster };
  }
}

async function launchAfter(waitMs: number | undefined, { place, binaries, settings }: Server): Promise<Postmaster> {
  if (waitMs === undefined) {
    throw new Error(`Baton's own Postgres does not start. Its log says:\n${await readLog(place)}`);
  }
  await delay(waitMs);
  await removeStaleLocks(place.cluster, place.socketDir);
  return await launch(place, binaries, settings);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
  if (rowCount === 0) await client.query(`create database ${database}`);
}
