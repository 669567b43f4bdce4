import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import fc from "fast-check";
import { signingKey } from "./support/signing-key.ts";
import { readEnvironment, variableNames, type Environment } from "../src/environment.ts";

const { privateKey: pem } = inject("appKey");

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "baton-environment-"));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

const needed = () => ({ APP_ID: "123", PRIVATE_KEY: pem, WEBHOOK_SECRET: "correct horse" });

function read(over: NodeJS.ProcessEnv): Environment {
  const environment = readEnvironment({ ...needed(), ...over });
  if ("problems" in environment) throw new Error(environment.problems.join("\n"));
  return environment;
}

function problemsOf(over: NodeJS.ProcessEnv): readonly string[] {
  const environment = readEnvironment({ ...needed(), ...over });
  return "problems" in environment ? environment.problems : [];
}

describe("the settings", () => {
  it("need only the App's id, key and secret", () => {
    expect(read({})).toEqual({
      appId: 123,
      privateKey: signingKey,
      webhookSecret: "correct horse",
      host: "localhost",
      port: 3000,
      logLevel: "info",
      logFormat: "pretty",
      redisUrl: null,
      apiUrl: "https://api.github.com",
      serverUrl: "https://github.com",
      databaseUrl: null,
      dataDir: resolve("data"),
      publicUrl: null,
      process: "all",
      leaseSeconds: 30,
      sweepSeconds: 60,
      writeSpacingMs: 1000,
      drainSeconds: 28,
      apiRequestsPerMinute: 600,
    });
  });

  it("count a blank variable as not set", () => {
    const blank = Object.fromEntries(
      variableNames.filter((name) => !(name in needed())).map((name, index) => [name, index % 2 === 0 ? "" : "  "]),
    );
    expect(read(blank)).toEqual(read({}));
  });

  it.each([
    ["APP_ID", "42", { appId: 42 }],
    ["WEBHOOK_SECRET", "s3cr3t", { webhookSecret: "s3cr3t" }],
    ["HOST", "0.0.0.0", { host: "0.0.0.0" }],
    ["PORT", "0", { port: 0 }],
    ["LOG_LEVEL", "debug", { logLevel: "debug" }],
    ["LOG_FORMAT", "json", { logFormat: "json" }],
    ["NODE_ENV", "production", { logFormat: "json" }],
    ["REDIS_URL", "rediss://:word@redis:6380/2", { redisUrl: "rediss://:word@redis:6380/2" }],
    ["GITHUB_API_URL", "https://github.acme.com/api/v3/", { apiUrl: "https://github.acme.com/api/v3" }],
    ["GITHUB_SERVER_URL", "https://github.acme.com//", { serverUrl: "https://github.acme.com" }],
    ["DATABASE_URL", "postgresql://baton:word@db/baton", { databaseUrl: "postgresql://baton:word@db/baton" }],
    ["DATABASE_URL", "postgres:///baton?host=/run/pg", { databaseUrl: "postgres:///baton?host=/run/pg" }],
    ["BATON_DATA_DIR", "/var/lib/baton", { dataDir: "/var/lib/baton" }],
    ["BATON_URL", "https://baton.acme.com/", { publicUrl: "https://baton.acme.com" }],
    ["BATON_LEASE_SECONDS", "5", { leaseSeconds: 5 }],
    ["BATON_SWEEP_SECONDS", "3600", { sweepSeconds: 3600 }],
    ["BATON_WRITE_SPACING_MS", "0", { writeSpacingMs: 0 }],
    ["BATON_DRAIN_SECONDS", "3600", { drainSeconds: 3600 }],
    ["BATON_API_REQUESTS_PER_MINUTE", "1", { apiRequestsPerMinute: 1 }],
  ])("take %s=%s", (name, value, expected) => {
    expect(read({ [name]: value })).toEqual({ ...read({}), ...expected });
  });

  it.each(["web", "worker"])("allow a process that is only %s where the database is shared", (kind) => {
    const shared = { BATON_PROCESS: kind, DATABASE_URL: "postgres://baton@db/baton" };
    expect(read(shared)).toMatchObject({ process: kind });
  });

  it("let the format that was asked for win over the one for production", () => {
    expect(read({ NODE_ENV: "production", LOG_FORMAT: "pretty" }).logFormat).toBe("pretty");
  });
});

describe("the private key", () => {
  it("may be given as PEM, with line breaks written out, or as Base64", () => {
    const forms = [pem, pem.replaceAll("\n", "\\n"), Buffer.from(pem).toString("base64")];
    for (const form of forms) expect(read({ PRIVATE_KEY: form }).privateKey).toBe(signingKey);
  });

  it("is kept in the form that signing wants", () => {
    expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect(read({ PRIVATE_KEY: pem }).privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(read({ PRIVATE_KEY: signingKey }).privateKey).toBe(signingKey);
  });

  it("may be in a file", () => {
    const path = join(home, "key.pem");
    writeFileSync(path, pem);
    expect(read({ PRIVATE_KEY: "", PRIVATE_KEY_PATH: path }).privateKey).toBe(signingKey);
  });

  it("must be in a file that is there", () => {
    expect(problemsOf({ PRIVATE_KEY: "", PRIVATE_KEY_PATH: join(home, "nowhere.pem") })).toEqual([
      "PRIVATE_KEY_PATH: the file cannot be read (ENOENT); check the path, and that this user may read it.",
    ]);
  });

  it("must be in a file, not a directory", () => {
    expect(problemsOf({ PRIVATE_KEY: "", PRIVATE_KEY_PATH: home })[0]).toContain("cannot be read (EISDIR)");
  });

  it("is not shown when it was put where the path belongs", () => {
    const [problem] = problemsOf({ PRIVATE_KEY: "", PRIVATE_KEY_PATH: pem });
    expect(problem).toMatch(/^PRIVATE_KEY_PATH: the file cannot be read/);
    expect(problem).not.toContain("BEGIN");
  });

  it.each(["PRIVATE_KEY", "PRIVATE_KEY_PATH"])("must be an RSA key: %s says so", (name) => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const other = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const path = join(home, "other.pem");
    writeFileSync(path, other);
    const given = name === "PRIVATE_KEY" ? { PRIVATE_KEY: other } : { PRIVATE_KEY: "", PRIVATE_KEY_PATH: path };
    expect(problemsOf(given)).toEqual([
      `${name}: is not an RSA private key in PEM form; download one from the App's settings page.`,
    ]);
  });

  it("must be whole", () => {
    expect(problemsOf({ PRIVATE_KEY: pem.slice(0, 200) })[0]).toMatch(/^PRIVATE_KEY: is not an RSA private key/);
  });
});

const wholeFrom = (least: number, most: number) => `must be a whole number from ${String(least)} to ${String(most)}.`;
const address = (example: string) => `is not an address; write it like ${example}.`;
const appId = "the App's id, a number that its settings page on GitHub shows.";

describe("a setting that is wrong", () => {
  it.each([
    ["APP_ID", "", `is missing: ${appId}`],
    ["APP_ID", "baton", `is not ${appId}`],
    ["APP_ID", "0", `is not ${appId}`],
    ["APP_ID", "1e3", `is not ${appId}`],
    [
      "WEBHOOK_SECRET",
      "",
      "is missing: the secret of the App's webhook. Nothing starts without one, or anybody could send events.",
    ],
    ["WEBHOOK_SECRET", "development", 'must not be "development", which everybody knows; make up another.'],
    ["WEBHOOK_SECRET", "word\n", "begins or ends with white space; take it away, here or on GitHub."],
    ["PORT", "65536", wholeFrom(0, 65_535)],
    ["PORT", "-1", wholeFrom(0, 65_535)],
    ["PORT", "http", wholeFrom(0, 65_535)],
    ["PORT", "0x50", wholeFrom(0, 65_535)],
    ["LOG_LEVEL", "loud", "must be one of trace, debug, info, warn, error, fatal."],
    ["LOG_FORMAT", "xml", "must be one of json, pretty."],
    ["REDIS_URL", "localhost:6379", address("redis://localhost:6379")],
    ["REDIS_URL", "http://localhost", address("redis://localhost:6379")],
    ["GITHUB_API_URL", "api.github.com", address("https://api.github.com")],
    ["GITHUB_SERVER_URL", "ftp://github.com", address("https://github.com")],
    ["DATABASE_URL", "mysql://localhost/baton", address("postgres://user@localhost/baton")],
    ["DATABASE_URL", "host=localhost", address("postgres://user@localhost/baton")],
    ["BATON_URL", "baton", address("https://baton.example.com")],
    ["BATON_PROCESS", "both", "must be one of all, web, worker."],
    ["BATON_LEASE_SECONDS", "4", wholeFrom(5, 3600)],
    ["BATON_LEASE_SECONDS", "30.5", wholeFrom(5, 3600)],
    ["BATON_SWEEP_SECONDS", "0", wholeFrom(1, 3600)],
    ["BATON_WRITE_SPACING_MS", "60001", wholeFrom(0, 60_000)],
    ["BATON_DRAIN_SECONDS", "0", wholeFrom(1, 3600)],
    ["BATON_API_REQUESTS_PER_MINUTE", "0", wholeFrom(1, 1_000_000)],
  ])("is named with what to do: %s=%j", (name, value, message) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name}: ${message}`]);
  });

  it("is named for a key that is missing", () => {
    expect(problemsOf({ PRIVATE_KEY: "" })).toEqual([
      "PRIVATE_KEY: is missing: the App's private key, or PRIVATE_KEY_PATH with the path of its .pem file.",
    ]);
  });

  it.each(["web", "worker"])("is named for a process that is only %s without a shared database", (kind) => {
    expect(problemsOf({ BATON_PROCESS: kind })).toEqual([
      "DATABASE_URL: is missing: several processes need a PostgreSQL that they share. Or leave BATON_PROCESS out.",
    ]);
  });

  it("is named together with all the others", () => {
    const wrong = { APP_ID: "x", PRIVATE_KEY: "x", WEBHOOK_SECRET: "", PORT: "x", BATON_PROCESS: "web" };
    const names = problemsOf(wrong).map((problem) => problem.split(":")[0]);
    expect(names).toEqual(["APP_ID", "WEBHOOK_SECRET", "PORT", "PRIVATE_KEY", "DATABASE_URL"]);
  });
});

describe("a problem's message", () => {
  /** Wrong as well as right, and always to be told from what the messages say themselves. */
  const value = fc.tuple(
    fc.constantFrom("", "postgres://baton:", "redis://:", "https://", "-----BEGIN RSA PRIVATE KEY-----\n", "  "),
    fc.stringMatching(/^Zq[0-9a-zA-Z]{8,30}Qz$/),
    fc.constantFrom("", "@db/baton", "\n", " x"),
  );

  it("never holds the value of any variable", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variableNames), value), (given) => {
        const variables = Object.fromEntries(Object.entries(given).map(([name, parts]) => [name, parts.join("")]));
        const environment = readEnvironment(variables);
        const said = "problems" in environment ? environment.problems.join("\n") : "";
        for (const [, secret] of Object.values(given)) expect(said).not.toContain(secret);
      }),
    );
  });

  it("begins with the variable that it is about, and ends with a full stop", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...variableNames), value), (given) => {
        const variables = Object.fromEntries(Object.entries(given).map(([name, parts]) => [name, parts.join("")]));
        const environment = readEnvironment(variables);
        for (const problem of "problems" in environment ? environment.problems : []) {
          expect(variableNames).toContain(problem.split(":")[0]);
          expect(problem).toMatch(/\.$/);
        }
      }),
    );
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => /^[A-Z_]+=/.test(line));
  const example = Object.fromEntries(lines.map((line) => line.split("=", 2) as [string, string]));

  it("names exactly the variables that are read", () => {
    const ours = variableNames.filter((name) => name !== "NODE_ENV");
    expect(Object.keys(example).toSorted()).toEqual(ours.toSorted());
    expect(text).toContain("NODE_ENV");
  });

  it("shows the defaults", () => {
    const given = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ""));
    expect(read(given)).toEqual(read({}));
  });
});
