import { fork } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { connectionUrl } from "../sandbox/demo/connection-url.ts";
import { openDatabase } from "../src/store/database.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../src/store/migrate.ts";

/**
 * How many deliveries a second are taken in, as a ratio against the same server with a handler that does nothing, measured in
 * the same run: an event that Baton ignores, a fact about a pull request without a workflow, and a request.
 */
const seconds = Number(process.env["BENCH_SECONDS"] ?? 5);
const pulls = 500;
const repository = { id: 1, full_name: "acme/shop", owner: { id: 2 } };
const sender = { id: 3, login: "chen", type: "User" };
const common = { repository, sender, installation: { id: 4 } };

const deliveries = {
  ignored: { event: "star", bodies: [JSON.stringify({ action: "created", ...common })] },
  fact: { event: "status", bodies: [JSON.stringify({ sha: "a".repeat(40), state: "success", ...common })] },
  request: { event: "issue_comment", bodies: Array.from({ length: pulls }, (_, index) => comment(index + 1)) },
};

function comment(number: number): string {
  const said = { id: 5, body: "/status", created_at: "2026-01-01T00:00:00Z", user: sender };
  return JSON.stringify({ action: "created", issue: { number, pull_request: {} }, comment: said, ...common });
}

const home = await mkdtemp(join(tmpdir(), "baton-bench-"));
const postgres = await startEmbeddedPostgres({ dataDir: home, log: () => undefined, outside: `${home}-postgres` });
const db = openDatabase(postgres.connection);
await migrate(db);
await db.close();

for (const connections of [16, 64]) {
  const floor = await measure("floor", "ignored", connections);
  print(connections, "floor", floor, floor);
  for (const what of ["ignored", "fact", "request"] as const) {
    print(connections, what, await measure("baton", what, connections), floor);
  }
}
await postgres.stop();
await rm(home, { recursive: true, force: true });
await rm(`${home}-postgres`, { recursive: true, force: true });

async function measure(mode: "floor" | "baton", what: keyof typeof deliveries, connections: number): Promise<number> {
  const file = fileURLToPath(new URL("intake-server.ts", import.meta.url));
  const env = { ...process.env, DATABASE_URL: connectionUrl(postgres.connection) };
  const child = fork(file, [mode], { execArgv: ["--import", "tsx"], env });
  const port = await new Promise<number>((resolve) => child.once("message", (message) => resolve(Number(message))));
  const { event, bodies } = deliveries[what];
  const signed = bodies.map((body) => ({ body, signature: sign(body) }));
  let sent = 0;
  const setupRequest: autocannon.Request["setupRequest"] = (request) => {
    const { body, signature } = signed[sent++ % signed.length] ?? { body: "", signature: "" };
    const headers = { "content-type": "application/json", "x-github-event": event, "x-hub-signature-256": signature };
    return { ...request, body, headers: { ...headers, "x-github-delivery": randomUUID() } };
  };
  const result = await autocannon({
    url: `http://127.0.0.1:${String(port)}/api/github/webhooks`,
    connections,
    duration: seconds,
    requests: [{ method: "POST", setupRequest }],
  });
  child.kill();
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${what}: ${String(result.non2xx + result.errors)} failed`);
  return result.requests.average;
}

function sign(body: string): string {
  return `sha256=${createHmac("sha256", "bench").update(body).digest("hex")}`;
}

function print(connections: number, what: string, rate: number, floor: number): void {
  const ratio = (rate / floor).toFixed(2);
  process.stdout.write(
    `${String(connections)} connections  ${what.padEnd(8)} ${rate.toFixed(0).padStart(6)}/s  ${ratio}\n`,
  );
}
