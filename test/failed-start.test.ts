import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createAppKey } from "../sandbox/app-key.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { startBaton } from "../src/baton.ts";
import { CannotStart } from "../src/cannot-start.ts";
import { readEnvironment } from "../src/environment.ts";
import { startSurroundings } from "./support/as-operator.ts";
import { databaseUrl } from "./support/database-url.ts";
import { freshDatabase, type FreshDatabase } from "./support/database.ts";
import { createContract } from "./support/github-contract.ts";
import { writtenLog } from "./support/log-lines.ts";

/** What keeps Baton from starting, each in words that an operator can do something with. `main.test.ts` sees one on the way out. */
const contract = createContract();

let fresh: FreshDatabase;
let sandbox: Sandbox;
let settings: Readonly<Record<string, string>>;
let home: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  ({ sandbox, settings } = await startSurroundings(fresh.connection, { observer: contract }));
  home = await mkdtemp(join(inject("scratch"), "baton-start-"));
});

afterAll(async () => {
  await sandbox.close();
  await fresh.drop();
  await rm(home, { recursive: true });
  contract.assertClean();
});

async function failureOf(over: Readonly<Record<string, string>>): Promise<string> {
  const environment = readEnvironment({ ...settings, HOST: "127.0.0.1", PORT: "0", ...over });
  if ("problems" in environment) throw new Error(environment.problems.join("; "));
  const written = writtenLog("trace");
  const failure = await startBaton(environment, written.log).catch((error: unknown) => error);
  if (!(failure instanceof CannotStart)) throw new Error("Baton started, or broke.", { cause: failure });
  expect(written.text() + failure.message).not.toContain("swordfish");
  return failure.message;
}

it("says which database is not there", async () => {
  const url = new URL(databaseUrl(fresh.connection));
  url.pathname = "/nobody";
  expect(await failureOf({ DATABASE_URL: url.href })).toMatch(/check DATABASE_URL: database "nobody" does not exist$/);
});

it("says that the key does not belong to the App", async () => {
  const other = await createAppKey();
  expect(await failureOf({ PRIVATE_KEY: other.privateKey })).toMatch(
    /^GitHub does not take this App's key; check that APP_ID and PRIVATE_KEY belong together/,
  );
});

it("says that GitHub does not know the App", async () => {
  sandbox.fault({ match: "GET /app", do: { status: 404, body: { message: "Integration not found" } } });
  expect(await failureOf({})).toMatch(/^GitHub does not know this App; check APP_ID/);
});

it("says that nothing can listen there", async () => {
  const { port } = new URL(sandbox.url);
  expect(await failureOf({ PORT: port })).toMatch(
    new RegExp(`Nothing can listen at 127\\.0\\.0\\.1:${port}; check HOST and PORT: listen EADDRINUSE`),
  );
});

it("says that Redis cannot be reached", async () => {
  expect(await failureOf({ REDIS_URL: "redis://:swordfish@127.0.0.1:1" })).toBe(
    "Redis at 127.0.0.1:1 cannot be used; check REDIS_URL, or leave it out: connect ECONNREFUSED 127.0.0.1:1",
  );
});

it("says what to do where its data directory cannot be made", async () => {
  const file = join(home, "file");
  await writeFile(file, "");
  expect(await failureOf({ DATABASE_URL: "", BATON_DATA_DIR: join(file, "data") })).toBe(
    `Baton's own PostgreSQL in ${file}/data cannot be used: Baton cannot make its data directory ${file}/data. ` +
      `Set BATON_DATA_DIR to one that it can. (ENOTDIR: not a directory, mkdir '${file}/data')`,
  );
});
