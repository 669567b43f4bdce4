import { chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareBinaries } from "../src/store/embedded/binaries.ts";
import { superuser } from "../src/store/embedded/cluster.ts";
import { findNativeDir } from "../src/store/embedded/native-dir.ts";
import { choosePlace } from "../src/store/embedded/place.ts";
import { findPostmaster } from "../src/store/embedded/postmaster.ts";
import { run } from "../src/store/embedded/run.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";

/**
 * How long it takes until Baton's own Postgres answers: the first time, again, and after a kill -9 of the server. The floor,
 * measured in the same run, is Postgres's own programs by hand: `initdb`, and `pg_ctl start`. The directory that the data
 * goes into may be given: `npx tsx bench/embedded-postgres.ts ~/closed`. The median of some rounds.
 */
const rounds = 5;
const parent = process.argv[2] ?? tmpdir();
const outside = await mkdtemp(join(tmpdir(), "baton-bench-outside-"));
const times: Record<"initdb" | "pg_ctl start" | "first" | "again" | "after kill -9", number[]> = {
  ...{ initdb: [], "pg_ctl start": [], first: [], again: [], "after kill -9": [] },
};

for (let round = 0; round < rounds; round += 1) {
  for (const play of [byHand, byBaton]) {
    const dataDir = await mkdtemp(join(parent, "baton-bench-"));
    await play(dataDir);
    await rm(dataDir, { recursive: true });
  }
}
await rm(outside, { recursive: true });

const again = median(times["pg_ctl start"]);
const first = median(times.initdb) + again;
tell("initdb and pg_ctl start", first, first);
tell("Baton, the first time", median(times.first), first);
tell("pg_ctl start", again, again);
tell("Baton, again", median(times.again), again);
tell("Baton, after kill -9", median(times["after kill -9"]), again);

async function byHand(dataDir: string): Promise<void> {
  const place = await choosePlace(dataDir, outside);
  const { initdb, pgCtl } = await prepareBinaries({ native: await findNativeDir(), ...place });
  const program = async (file: string, args: string[]) => {
    const { code, output } = await run(file, [...args, "-D", place.cluster], {
      account: place.account,
      cwd: place.home,
    });
    if (code !== 0) throw new Error(output);
  };
  await mkdir(place.cluster, { mode: 0o700 });
  if (place.account !== null) await chown(place.cluster, place.account.uid, place.account.gid);
  const start = ["start", "-w", "-l", join(place.socketDir, "log"), "-o", `-c listen_addresses= -k ${place.socketDir}`];
  await time("initdb", () => program(initdb, ["-U", superuser, "--auth=trust", "--no-instructions"]));
  await time("pg_ctl start", () => program(pgCtl, start));
  const server = await findPostmaster(place.cluster);
  if (server === null) throw new Error("The floor does not run.");
  process.kill(server.pid, "SIGKILL");
  const recovered = await time("after kill -9", () => startHere(dataDir));
  await recovered.stop();
}

async function byBaton(dataDir: string): Promise<void> {
  const made = await time("first", () => startHere(dataDir));
  await made.stop();
  const found = await time("again", () => startHere(dataDir));
  await found.stop();
}

async function startHere(dataDir: string): Promise<{ stop(): Promise<void> }> {
  return await startEmbeddedPostgres({ dataDir, outside, log: () => undefined });
}

async function time<T>(what: keyof typeof times, act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const made = await act();
  times[what].push(performance.now() - began);
  return made;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function tell(what: string, ms: number, floor: number): void {
  process.stdout.write(`${what.padEnd(24)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / floor).toFixed(2)}\n`);
}
