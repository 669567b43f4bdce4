import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { findToken } from "../../src/store/tokens/find-token.ts";
import { openDatabase, query } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { databaseUrl } from "../support/database-url.ts";

const now = new Date("2026-05-01T12:00:00.000Z");
let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
  await query(
    fresh.db,
    `insert into repositories (id, owner_id, full_name, installation_id, updated_at) values
     (1, 5, 'acme/shop', 9, '2026-01-01'), (2, 5, 'acme/desk', 9, '2026-01-01'), (3, 5, 'acme/shop', 9, '2025-01-01')`,
    [],
  );
});
afterAll(() => fresh.drop());

async function run(variables: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const printed = { out: "", error: "" };
  const exitCode = await runCommandLine(
    ["token", ...args],
    { out: (text) => (printed.out += text), error: (text) => (printed.error += text) },
    { variables, now: () => now },
  );
  return { exitCode, ...printed };
}

const inFresh = (...args: readonly string[]) => run({ DATABASE_URL: databaseUrl(fresh.connection) }, ...args);

describe("baton token create", () => {
  it("prints a token that is good for what was asked, alone on its output, and keeps no more than its hash", async () => {
    const made = await inFresh(
      ...["create", "--repo", "ACME/shop", "--repo", "77", "--role", "CODE_WRITER", "--role", "test_auditor"],
      ...["--expires", "4w", "--name", "the coder"],
    );
    expect(made).toMatchObject({ exitCode: 0, error: expect.stringContaining("This token is shown once.") });
    const text = made.out.trim();
    expect(await findToken(fresh.db, text, now)).toMatchObject({
      standing: "valid",
      token: {
        repositoryIds: [1, 77],
        roles: ["code_writer", "test_auditor"],
        isOperator: false,
        label: "the coder",
        expiresAt: new Date("2026-05-29T12:00:00.000Z"),
      },
    });
    const [kept] = await query<{ row: string }>(fresh.db, "select t::text as row from tokens t", []);
    expect(kept?.row).not.toContain(text.slice(-43));
  });

  it.each([
    [
      "a repository that Baton does not know",
      ["--repo", "acme/none", "--role", "code_writer"],
      1,
      "does not know acme/none",
    ],
    ["no repository", ["--role", "code_writer"], 2, "required option '--repo"],
    ["an unknown role", ["--repo", "1", "--role", "coder"], 2, "none of q_assistant"],
    ["nothing that it may do", ["--repo", "1"], 2, "name a --role or --operator"],
    ["a life without an end", ["--repo", "1", "--operator", "--expires", "400d"], 2, "at most 366d"],
    ["a name with a line break", ["--repo", "1", "--operator", "--name", "a\nb"], 2, "at most 60 letters"],
  ])("refuses %s", async (_, args, exitCode, error) => {
    expect(await inFresh("create", ...args)).toEqual({ exitCode, out: "", error: expect.stringContaining(error) });
  });
});

describe("a token", () => {
  it("is listed with its standing and its last use, and is over once it is revoked", async () => {
    const text = (await inFresh("create", "--repo", "2", "--operator", "--name", "the desk")).out.trim();
    const found = await findToken(fresh.db, text, now);
    const id = found.standing === "valid" ? found.token.id : "";
    const line = async () => (await inFresh("list")).out.split("\n").find((each) => each.startsWith(id));
    expect(await line()).toMatch(/until 2026-05-31T12:00Z +2 +operator +2026-05-01T12:00Z +the desk$/);
    expect(await inFresh("revoke", id)).toEqual({ exitCode: 0, out: "Revoked: the desk\n", error: "" });
    expect(await findToken(fresh.db, text, now)).toEqual({ standing: "revoked" });
    expect(await line()).toContain("revoked 2026-05-01T12:00Z");
  });

  it("opens nothing once it has expired, or with another secret", async () => {
    const text = (await inFresh("create", "--repo", "2", "--operator", "--expires", "1h")).out.trim();
    expect(await findToken(fresh.db, text, new Date(now.getTime() + 3_600_000))).toEqual({ standing: "expired" });
    const forged = `${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`;
    expect(await findToken(fresh.db, forged, now)).toEqual({ standing: "unknown" });
    expect(await findToken(fresh.db, "baton_1", now)).toEqual({ standing: "unknown" });
  });

  it("cannot be revoked where there is none", async () => {
    expect(await inFresh("revoke", "1")).toMatchObject({ exitCode: 1, error: expect.stringContaining("no token") });
  });
});

describe("the database that is used", () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "baton-cli-"));
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  it("must be one that can be reached", async () => {
    expect(await run({ DATABASE_URL: "mysql://x" }, "list")).toMatchObject({ exitCode: 2 });
    const away = await run({ DATABASE_URL: "postgres://127.0.0.1:1/none" }, "list");
    expect(away).toEqual({ exitCode: 2, out: "", error: expect.stringContaining("cannot be used: ") });
  });

  it("must have been Baton's before", async () => {
    const empty = await freshDatabase({ migrated: false });
    const foreign = await run({ DATABASE_URL: databaseUrl(empty.connection) }, "list");
    expect(foreign).toMatchObject({ exitCode: 2, error: expect.stringContaining("start this version once") });
    await empty.drop();
    const nowhere = await run({ DATABASE_URL: "", BATON_DATA_DIR: dataDir }, "list");
    expect(nowhere).toMatchObject({ exitCode: 2, error: expect.stringContaining("There is no database of Baton's") });
  });

  it("is Baton's own while a Baton runs on it, which goes on, and while none does", async () => {
    const outside = `${dataDir}-outside`;
    const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, outside });
    const db = openDatabase(server.connection);
    await migrate(db);
    const args = ["create", "--repo", "1", "--role", "code_writer"];
    expect(await run({ BATON_DATA_DIR: dataDir }, ...args)).toMatchObject({ exitCode: 0 });
    expect(await query(db, "select count(*) from tokens", [])).toEqual([{ count: 1 }]);
    await db.close();
    await server.stop();
    expect((await run({ BATON_DATA_DIR: dataDir }, "list")).out.split("\n")).toHaveLength(3);
    await rm(outside, { recursive: true, force: true });
  });
});
