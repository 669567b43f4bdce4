import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { openDatabase } from "../../../src/store/database.ts";
import { findNativeDir, type NativeDir } from "../../../src/store/embedded/native-dir.ts";
import { findPostmaster, isAlive } from "../../../src/store/embedded/postmaster.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../../../src/store/embedded/start-embedded-postgres.ts";
import { startBaton, type BatonProcess, type ProcessOptions } from "./baton-process.ts";

const isRoot = process.getuid?.() === 0;
/** An account that every system has, that is not root and that is not the one Baton falls back to. */
const ordinary = isRoot ? { uid: 1, gid: 1 } : {};

const patience = { timeout: 20_000 };

/** A data directory that tests use one after the other, because making one takes longer than the test. */
let shared: string;
let root: string;
let dataDir: string;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  shared = join(await makeRoot(), "data");
});

afterAll(() => rm(join(shared, ".."), { recursive: true, force: true }));

beforeEach(async () => {
  root = await makeRoot();
  dataDir = join(root, "data");
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await rm(root, { recursive: true, force: true });
});

describe("a data directory", () => {
  test("gets a server that only a private socket leads to, and that reaches the disk with every commit", async () => {
    dataDir = shared;
    const { connection } = await start();
    const [row] = await ask(
      connection,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commit, current_setting('server_encoding') as encoding,
              current_setting('server_version_num')::int >= 150000 as recent, current_database() as database`,
    );
    const safe = { fsync: "on", commit: "on", encoding: "UTF8" };
    expect(row).toEqual({ ...safe, addresses: "", recent: true, database: "baton" });
    const socket = await stat(connection.host ?? "");
    expect(socket.mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, "postgres"))).mode & 0o777).toBe(0o700);
  });

  test("keeps its data when it is stopped and started again", async () => {
    dataDir = shared;
    const first = await start();
    await keep(first.connection);
    const pid = await serverPid();
    await first.stop();
    expect(isAlive(pid)).toBe(false);
    const second = await start();
    expect(await ask(second.connection, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("whose path is too long for a socket gets a short one, private all the same", async () => {
    dataDir = join(root, "d".repeat(60), "e".repeat(60));
    const { connection } = await start();
    expect(await ask(connection, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(connection.host?.length).toBeLessThan(60);
    expect((await stat(connection.host ?? "")).mode & 0o777).toBe(0o700);
    await rm(connection.host ?? "", { recursive: true });
  });

  test("of another major version of Postgres is refused, and left as it is", async () => {
    await mkdir(join(dataDir, "postgres"), { recursive: true });
    await writeFile(join(dataDir, "postgres", "PG_VERSION"), "15\n");
    await expect(start()).rejects.toThrow(/written by PostgreSQL 15, and Baton now brings PostgreSQL \d+.*pg_dump/);
    expect(await readFile(join(dataDir, "postgres", "PG_VERSION"), "utf8")).toBe("15\n");
  });

  test("that cannot be made is refused with what to set", async () => {
    await writeFile(dataDir, "a file");
    await expect(start()).rejects.toThrow(/cannot make its data directory .*BATON_DATA_DIR/);
  });

  test("is cleared of what a killed initdb left behind", async () => {
    const left = join(dataDir, "postgres.init-999999999");
    await mkdir(left, { recursive: true });
    await start();
    expect(existsSync(left)).toBe(false);
  });
});

describe("a Baton that was killed", () => {
  beforeEach(() => {
    dataDir = shared;
  });

  test("leaves its server running, and the next one uses it again", async () => {
    const killed = await startBaton({ dataDir });
    await keep(killed.connection);
    const pid = await serverPid();
    await killed.kill();
    const next = await start();
    expect(await serverPid()).toBe(pid);
    expect(await ask(next.connection, "select answer from kept")).toEqual([{ answer: 42 }]);
    await next.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test("and whose server was killed with it is followed by one that recovers the data", async () => {
    const killed = await startBaton({ dataDir });
    await keep(killed.connection);
    const pid = await serverPid();
    process.kill(pid, "SIGKILL");
    await killed.kill();
    const next = await start();
    expect(await serverPid()).not.toBe(pid);
    expect(await ask(next.connection, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test.runIf(process.platform === "linux")("may leave a server's number that another process has now", async () => {
    await (await start()).stop();
    running.length = 0;
    const stale = [process.pid, join(dataDir, "postgres"), 1, 5432, join(dataDir, "socket"), "", "0 0", "ready", ""];
    await writeFile(join(dataDir, "postgres", "postmaster.pid"), stale.join("\n"));
    const { connection } = await start();
    expect(await ask(connection, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("a second Baton on the same data directory", () => {
  beforeEach(() => {
    dataDir = shared;
  });

  test("is refused with the number of the first, which goes on", async () => {
    const first = await startBaton({ dataDir });
    running.push(first);
    await expect(start()).rejects.toThrow(
      new RegExp(`Another baton \\(process ${first.pid}\\) uses the data directory .*BATON_DATA_DIR.*DATABASE_URL`),
    );
    expect(await ask(first.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("started at the same moment leaves one of the two running", async () => {
    dataDir = join(root, "data");
    const both = await Promise.allSettled([startBaton({ dataDir }), startBaton({ dataDir })]);
    const won = both.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    running.push(...won);
    expect(won).toHaveLength(1);
    expect(both.find((outcome) => outcome.status === "rejected")?.reason).toMatchObject({
      message: expect.stringContaining(`process ${won[0]?.pid}`) as string,
    });
    expect(await ask(won[0]?.connection ?? {}, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

test("a server that is killed while Baton runs is started again, and the pool finds it", async () => {
  dataDir = shared;
  const { connection } = await start();
  const db = openDatabase(connection);
  await keep(connection);
  const pid = await serverPid();
  process.kill(pid, "SIGKILL");
  const read = () => db.pool.query("select answer from kept");
  await expect.poll(() => serverPid().catch(() => pid), patience).not.toBe(pid);
  await expect
    .poll(
      () =>
        read().then(
          ({ rows }) => rows[0] as unknown,
          () => null,
        ),
      patience,
    )
    .toMatchObject({ answer: 42 });
  await expect.poll(() => lockHolders(connection), patience).toBe(1);
  await db.close();
});

describe("an ordinary user", () => {
  test("runs the server as itself, which sees none of Baton's secrets", async () => {
    await ownDataDir();
    const baton = await startOrdinary({ dataDir });
    const pid = await serverPid();
    expect((await stat(`/proc/${pid}`)).uid).toBe((await stat(dataDir)).uid);
    expect(await readFile(`/proc/${pid}/environ`, "utf8")).not.toContain("WEBHOOK_SECRET");
    expect(await ask(baton.connection, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("whose package lacks its links and cannot be written to gets a copy", async () => {
    const native = await copyNative(root, { links: false });
    await chmod(join(native.path, "lib"), 0o555);
    await ownDataDir();
    await startOrdinary({ dataDir, native });
    expect(existsSync(join(dataDir, `postgres-${native.build}`, "native", "bin", "postgres"))).toBe(true);
    await chmod(join(native.path, "lib"), 0o755);
  });

  test("makes the missing links where it can, and no copy", async () => {
    const native = await copyNative(root, { links: false });
    if (isRoot) await chown(join(native.path, "lib"), 1, 1);
    await ownDataDir();
    await startOrdinary({ dataDir, native });
    expect((await lstat(join(native.path, "lib", "libpq.so.5"))).isSymbolicLink()).toBe(true);
    expect(existsSync(join(dataDir, `postgres-${native.build}`))).toBe(false);
  });
});

describe.runIf(isRoot)("root", () => {
  test("runs the server as nobody", async () => {
    dataDir = shared;
    await start();
    const { uid } = await stat(`/proc/${await serverPid()}`);
    expect(uid).toBe((await stat(join(dataDir, "postgres"))).uid);
    expect(uid).not.toBe(0);
  });

  test("runs the server of an ordinary user's data directory as that user", async () => {
    await ownDataDir();
    await (await startBaton({ dataDir }, ordinary)).stop();
    await start();
    expect((await stat(`/proc/${await serverPid()}`)).uid).toBe(1);
  });

  test("in a home that is closed to others keeps the cluster and a copy of the programs outside, made once", async () => {
    const home = join(root, "home");
    await mkdir(home, { mode: 0o700 });
    dataDir = join(home, "data");
    const native = await copyNative(home, { links: true });
    const outside = join(root, "outside");
    const umask = process.umask(0o077);
    const first = await start({ native, outside }).finally(() => process.umask(umask));
    await keep(first.connection);
    await first.stop();
    running.length = 0;
    const cluster = await readlink(join(dataDir, "postgres"));
    expect(cluster.startsWith(outside)).toBe(true);
    const copy = join(cluster, "..", `postgres-${native.build}`);
    const { ino } = await stat(copy);
    await chmod(home, 0o755);
    const second = await start({ native, outside });
    expect(await ask(second.connection, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect((await stat(copy)).ino).toBe(ino);
  });

  test("does not listen in a directory that somebody else has made", async () => {
    await mkdir(join(dataDir, "socket"), { recursive: true });
    await chown(join(dataDir, "socket"), 2, 2);
    await expect(start()).rejects.toThrow(/socket, where Baton's Postgres would listen, belongs to somebody else/);
  });

  test("that may use neither the data directory nor the place outside is told what to do", async () => {
    await chmod(root, 0o700);
    await expect(start()).rejects.toThrow(/does not run as root.*BATON_DATA_DIR.*ordinary user/);
  });
});

describe("the programs", () => {
  test("that are not installed for this machine are asked for, or DATABASE_URL", async () => {
    await expect(findNativeDir("sunos", "sparc")).rejects.toThrow(/@embedded-postgres\/sunos-sparc.*DATABASE_URL/);
  });

  test("that do not run on this machine are refused with what they said", async () => {
    const native = await copyNative(root, { links: true });
    await writeFile(join(native.path, "bin", "postgres"), "#!/bin/sh\necho wrong libc >&2\nexit 127\n");
    await expect(start({ native })).rejects.toThrow(/does not run here: wrong libc.*DATABASE_URL/);
  });
});

/** A new directory, with its real name: macOS reaches its temporary one through a link. */
async function makeRoot(): Promise<string> {
  const made = await realpath(await mkdtemp(join(inject("scratch"), "baton-pg-")));
  await chmod(made, 0o755);
  return made;
}

/** Writes something that must still be there later. */
async function keep(connection: pg.ClientConfig): Promise<void> {
  await ask(connection, "drop table if exists kept; create table kept as select 42 as answer");
}

async function start(over: Partial<ProcessOptions> = {}): Promise<EmbeddedPostgres> {
  const outside = join(root, "outside");
  const server = await startEmbeddedPostgres({ dataDir, outside, log: () => undefined, ...over });
  running.push(server);
  return server;
}

async function startOrdinary(options: ProcessOptions): Promise<BatonProcess> {
  const baton = await startBaton(options, ordinary);
  running.push(baton);
  return baton;
}

async function ownDataDir(): Promise<void> {
  await mkdir(dataDir);
  if (isRoot) await chown(dataDir, 1, 1);
}

async function serverPid(): Promise<number> {
  const postmaster = await findPostmaster(await realpath(join(dataDir, "postgres")));
  if (postmaster === null) throw new Error("no server runs");
  return postmaster.pid;
}

async function ask(connection: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function lockHolders(connection: pg.ClientConfig): Promise<number> {
  return (await ask(connection, "select from pg_locks where locktype = 'advisory' and granted")).length;
}

let packed: NativeDir | null = null;

/** A copy of the installed programs, with or without the links that an install script makes. */
async function copyNative(directory: string, { links }: { readonly links: boolean }): Promise<NativeDir> {
  packed ??= await findNativeDir();
  const path = join(directory, "package", "native");
  await cp(packed.path, path, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (source) => links || basename(source).startsWith(".") || !(await lstat(source)).isSymbolicLink(),
  });
  return { path, build: packed.build };
}
