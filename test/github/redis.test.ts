import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Redis } from "ioredis";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { freePort } from "../../sandbox/free-port.ts";
import { startSandbox, type RepositoryDriver, type Sandbox } from "../../sandbox/sandbox.ts";
import { createGitHub, type Client } from "../../src/github/client.ts";
import { connectRedis, type RedisLink } from "../../src/github/redis.ts";
import { batonApp } from "../support/baton-app.ts";
import { eventually } from "../support/eventually.ts";
import { createContract } from "../support/github-contract.ts";
import { writtenLog } from "../support/log-lines.ts";

const binary = "redis-server";
const isThere = spawnSync(binary, ["--version"]).status === 0;

/** A Redis of the test's own that keeps nothing. */
async function startRedis(port?: number): Promise<{ url: string; port: number; stop: () => Promise<void> }> {
  const own = port ?? (await freePort());
  const options = ["--port", String(own), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child: ChildProcess = spawn(binary, options, { stdio: "ignore" });
  const ended = once(child, "exit");
  return {
    url: `redis://127.0.0.1:${String(own)}`,
    port: own,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Connects as soon as the server listens. */
async function connected(url: string, log = pino({ level: "silent" })): Promise<RedisLink> {
  const link = await eventually(
    () => connectRedis(url, log).catch(() => null),
    (link) => link !== null,
  );
  if (link === null) throw new Error("There is no Redis.");
  return link;
}

describe("a Redis that is not there", () => {
  it("is an error at the start, and nothing goes on in the background", async () => {
    const port = await freePort();
    await expect(connectRedis(`redis://127.0.0.1:${String(port)}`, pino({ level: "silent" }))).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });
});

describe.skipIf(!isThere)(`a Redis${isThere ? "" : ` (skipped: there is no ${binary} on this machine)`}`, () => {
  let sandbox: Sandbox;
  let repository: RepositoryDriver;
  let privateKey: string;
  const contract = createContract();
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const key = inject("appKey");
    privateKey = key.privateKey;
    sandbox = await startSandbox({
      webhookSecret: "none",
      appId: 7,
      publicKey: key.publicKey,
      ...batonApp,
      observer: contract,
    });
    repository = sandbox.createRepository({ owner: "acme", name: "shop", users: { maria: "admin" } });
  });
  afterAll(async () => {
    await sandbox.close();
    contract.assertClean();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function server(port?: number) {
    const redis = await startRedis(port);
    ends.push(redis.stop);
    return redis;
  }

  /** A client as one process has it. */
  async function processOn(url: string, writeSpacingMs: number, log = pino({ level: "silent" })): Promise<Client> {
    const link = await connected(url, log);
    ends.push(link.close);
    const github = createGitHub({
      appId: 7,
      privateKey,
      apiUrl: sandbox.apiUrl,
      writeSpacingMs,
      requestTimeoutMs: 5_000,
      log: pino({ level: "silent" }),
      redis: link.connection,
    });
    const { data } = await github.app.rest.apps.getRepoInstallation({ owner: "acme", repo: "shop" });
    return github.forInstallation(data.id);
  }

  it("lets two processes keep the time between two writes of an installation together", async () => {
    const { url } = await server();
    const spacingMs = 500;
    const [one, other] = [await processOn(url, spacingMs), await processOn(url, spacingMs)];
    const pull = repository.openPull({ by: "maria" });
    const target = { owner: "acme", repo: "shop", issue_number: pull.number };
    for (const client of [one, other]) await client.rest.repos.get({ owner: "acme", repo: "shop" });
    const began = performance.now();
    await Promise.all(
      [one, other, one, other].map((client, index) =>
        client.rest.issues.addLabels({ ...target, labels: [`label ${String(index)}`] }),
      ),
    );
    // Each by itself would be done after one pause.
    expect(performance.now() - began).toBeGreaterThan(3 * spacingMs - 20);
  });

  it("that is lost ends nothing: requests wait until it is back, and the log says so once", async () => {
    const first = await server();
    const written = writtenLog();
    const client = await processOn(first.url, 1, written.log);
    await client.rest.repos.get({ owner: "acme", repo: "shop" });
    await first.stop();
    await eventually(
      () => written.lines().length,
      (count) => count > 0,
    );
    const before = sandbox.requests.length;
    const waiting = client.rest.repos.get({ owner: "acme", repo: "shop" });
    expect(sandbox.requests).toHaveLength(before);
    await server(first.port);
    expect((await waiting).data.full_name).toBe("acme/shop");
    expect(written.lines().map(({ msg }) => msg)).toEqual([
      "Redis is away; requests to GitHub wait until it is back",
      "Redis is back",
    ]);
  });

  it("that forgot everything is filled again", async () => {
    const { url } = await server();
    const client = await processOn(url, 1);
    await client.rest.repos.get({ owner: "acme", repo: "shop" });
    const own = new Redis(url);
    await own.flushall();
    own.disconnect();
    expect((await client.rest.repos.get({ owner: "acme", repo: "shop" })).status).toBe(200);
  });
});
