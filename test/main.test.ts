import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { query } from "../src/store/database.ts";
import { startSurroundings, webhookSecret } from "./support/as-operator.ts";
import { buildBaton, type BatonProcess, type BatonProgram } from "./support/baton-process.ts";
import { databaseUrl } from "./support/database-url.ts";
import { freshDatabase, type FreshDatabase } from "./support/database.ts";
import { eventually } from "./support/eventually.ts";
import { createContract } from "./support/github-contract.ts";
import { startPostgresProxy } from "./support/postgres-proxy.ts";

const fatal = 60;

const contract = createContract();

let program: BatonProgram;
let fresh: FreshDatabase;
let sandbox: Sandbox;
let settings: Readonly<Record<string, string>>;
const running: BatonProcess[] = [];

beforeAll(async () => {
  program = await buildBaton();
});
afterAll(() => program.remove());

// A database for each: what a killed Baton leaves behind is for the next one to wait for.
beforeEach(async () => {
  fresh = await freshDatabase();
  ({ sandbox, settings } = await startSurroundings(fresh.connection, { observer: contract }));
});

afterEach(async () => {
  for (const each of running.splice(0)) {
    each.kill("SIGKILL");
    await each.ended;
  }
  await sandbox.close();
  await fresh.drop();
  contract.assertClean();
});

function launch(given: Readonly<Record<string, string>>, cwd?: string): BatonProcess {
  const started = program.start(given, cwd);
  running.push(started);
  return started;
}

function start(over: Record<string, string> = {}): BatonProcess {
  return launch({ ...settings, ...over });
}

async function startUp(over: Record<string, string> = {}): Promise<{ baton: BatonProcess; url: string }> {
  const baton = start(over);
  const url = await baton.running();
  sandbox.deliverTo(`${url}/api/github/webhooks`);
  return { baton, url };
}

/** Starts it, and has GitHub answer one of a sync's requests late: what comes then comes while it is at work. */
async function startAtWork(slowMs: number, over: Record<string, string> = {}) {
  const { baton } = await startUp(over);
  const pull = openPull();
  const slow = sandbox.fault({ match: "POST /repos/*/*/issues/*/labels", do: { slowMs } });
  pull.comment("maria", "/start");
  await eventually(slow.left, (left) => left === 0);
  return { baton, pull };
}

/** What an operator reads when the start fails: one line, no stack, no secret. */
async function failureOf(over: Record<string, string>): Promise<string> {
  const baton = start(over);
  expect(await baton.ended).toBe(1);
  const lines = baton.lines().filter(({ level }) => level === fatal);
  expect(lines).toHaveLength(1);
  expect(baton.stdout()).not.toContain("    at ");
  expect(baton.stderr()).toBe("");
  for (const secret of [webhookSecret, "PRIVATE KEY", "swordfish"]) expect(baton.stdout()).not.toContain(secret);
  return lines[0]?.msg ?? "";
}

describe("starting", () => {
  it("names every wrong setting in one message, without any value, and exits with 1", async () => {
    const baton = program.start({
      APP_ID: "swordfish",
      PRIVATE_KEY: "swordfish",
      PORT: "swordfish",
      BATON_PROCESS: "web",
    });
    expect(await baton.ended).toBe(1);
    expect(baton.stdout()).toBe("");
    const lines = baton.stderr().trimEnd().split("\n");
    expect(lines[0]).toBe("Baton cannot start. Set these in the environment or in .env (.env.example explains each):");
    expect(lines.slice(1).map((line) => line.split(":")[0])).toEqual([
      "  - APP_ID",
      "  - WEBHOOK_SECRET",
      "  - PORT",
      "  - PRIVATE_KEY",
      "  - DATABASE_URL",
    ]);
    expect(baton.stderr()).not.toContain("swordfish");
  });

  it("takes webhooks, is ready, and says so, until a SIGTERM, on which it ends with 0", async () => {
    const { baton, url } = await startUp();
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: "ready" });
    const pull = openPull();
    pull.comment("maria", "/start");
    await eventually(
      () => pull.labels(),
      (labels) => labels.includes("baton: discovery"),
    );
    baton.kill("SIGTERM");
    expect(await baton.ended).toBe(0);
    expect(baton.lines().map(({ msg }) => msg)).toContain("stopping: taking nothing new, ending what is under way");
    expect(baton.lines().at(-1)?.msg).toBe("stopped");
    await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
  });

  it("says which database cannot be reached", async () => {
    expect(await failureOf({ DATABASE_URL: "postgres://baton:swordfish@127.0.0.1:1/relay" })).toBe(
      "Baton cannot start. The database at 127.0.0.1:1/relay cannot be used; check DATABASE_URL: " +
        "connect ECONNREFUSED 127.0.0.1:1",
    );
  });

  it("waits for a GitHub that is away, and says so", async () => {
    sandbox.fault({ match: "GET /app", do: { status: 502 } });
    const { baton } = await startUp();
    const waited = baton.lines().filter(({ msg }) => msg.startsWith("GitHub cannot be reached, so Baton waits"));
    expect(waited).toHaveLength(1);
    expect(waited[0]).toMatchObject({ level: 40, againInSeconds: 1 });
    expect(waited[0]?.["reason"]).toContain("502");
  });

  it("runs on a Postgres of its own, by a .env without DATABASE_URL, and has its data again after a stop", async () => {
    const home = await mkdtemp(join(tmpdir(), "baton-home-"));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    await chmod(home, 0o755);
    const { DATABASE_URL: _, ...own } = settings;
    const lines = Object.entries({ ...own, LOG_FORMAT: "json" }).map(([name, value]) => `${name}="${value}"\n`);
    await writeFile(join(home, ".env"), lines.join(""));
    const startHere = () => launch({}, home);
    const first = startHere();
    sandbox.deliverTo(`${await first.running()}/api/github/webhooks`);
    const pull = openPull();
    pull.comment("maria", "/start");
    await eventually(pull.labels, (labels) => labels.includes("baton: discovery"));

    const second = startHere();
    expect(await second.ended).toBe(1);
    expect(second.lines().at(-1)?.msg).toMatch(
      /^Baton cannot start\. .*Another baton \(process \d+\) uses the data directory .*, or set BATON_DATA_DIR/,
    );

    first.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    const third = startHere();
    sandbox.deliverTo(`${await third.running()}/api/github/webhooks`);
    pull.comment("maria", "/advance");
    await eventually(pull.labels, (labels) => labels.includes("baton: planning"));
    third.kill("SIGTERM");
    expect(await third.ended).toBe(0);
  });

  it("can be stopped while it waits for GitHub", async () => {
    sandbox.fault({ match: "GET /app", times: 1000, do: { drop: true } });
    const baton = start();
    await baton.said("GitHub cannot be reached");
    baton.kill("SIGTERM");
    expect(await baton.ended).toBe(0);
    expect(baton.lines().at(-1)?.msg).toBe("stopped before it had started");
  });
});

describe("stopping", () => {
  it("lets a delivery and a sync under way end first", async () => {
    const { baton, pull } = await startAtWork(1_000);
    baton.kill("SIGTERM");
    expect(await baton.ended).toBe(0);
    expect(pull.labels()).toEqual(["baton: discovery"]);
    const due = await query(
      fresh.db,
      "select 1 from pull_requests where due_done < due_seq or lease_token is not null",
      [],
    );
    expect(due).toEqual([]);
  });

  it("ends with 0 when its time is over, whatever is under way, and leaves that to the next process", async () => {
    const { baton } = await startAtWork(14_000, { BATON_DRAIN_SECONDS: "1" });
    baton.kill("SIGTERM");
    expect(await baton.ended).toBe(0);
    expect(baton.lines().at(-1)?.msg).toContain("did not end in time");
  });

  it("takes a Ctrl-C that comes twice at once for one", async () => {
    const { baton } = await startUp();
    baton.kill("SIGINT");
    baton.kill("SIGINT");
    expect(await baton.ended).toBe(0);
    expect(baton.lines().at(-1)?.msg).toBe("stopped");
  });

  it("ends at once on a later second signal, whatever is under way", async () => {
    const { baton } = await startAtWork(14_000);
    baton.kill("SIGTERM");
    await baton.said("stopping");
    let ended = false;
    void baton.ended.then(() => (ended = true));
    await eventually(
      () => {
        baton.kill("SIGTERM");
        return ended;
      },
      (over) => over,
      { withinMs: 5_000 },
    );
    expect(await baton.ended).toBe(1);
    expect(baton.lines().at(-1)?.msg).toContain("ended at once");
  });

  it("ends with 0 while the database is away", async () => {
    const { host = "localhost", port = 5432 } = fresh.connection;
    const proxy = await startPostgresProxy({ host, port });
    const through = { ...fresh.connection, host: "127.0.0.1", port: proxy.port };
    const { baton } = await startUp({ DATABASE_URL: databaseUrl(through) });
    await proxy.close();
    baton.kill("SIGTERM");
    expect(await baton.ended).toBe(0);
    expect(baton.lines().at(-1)?.msg).toBe("stopped");
  });
});

let repositories = 0;

function openPull() {
  repositories += 1;
  const name = `shop-${String(repositories)}`;
  const repository = sandbox.createRepository({ owner: "acme", name, users: { maria: "admin" } });
  return repository.openPull({ by: "maria" });
}
