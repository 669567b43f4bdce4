import { once } from "node:events";
import { startEmbeddedPostgres } from "../../../src/store/embedded/start-embedded-postgres.ts";
import type { ProcessOptions } from "./baton-process.ts";

/** Starts Postgres, says so on stdout, and stops it when stdin ends. */
async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? "{}") as ProcessOptions;
  try {
    const server = await startEmbeddedPostgres({ ...options, log: (message) => process.stderr.write(`${message}\n`) });
    process.stdout.write(`${JSON.stringify({ connection: server.connection })}\n`);
    process.stdin.resume();
    await once(process.stdin, "end");
    await server.stop();
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
  }
}

await main();
