import { config } from "dotenv";
import { startBaton, type Baton } from "./baton.ts";
import { CannotStart } from "./cannot-start.ts";
import { readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";

/** A terminal and npm each pass on the same Ctrl-C: a second signal means something only later than this. */
const sameSignalMs = 1_000;

config({ quiet: true });
const environment = readEnvironment(process.env);
if ("problems" in environment) {
  const list = environment.problems.map((problem) => `  - ${problem}`).join("\n");
  process.stderr.write(
    `Baton cannot start. Set these in the environment or in .env (.env.example explains each):\n${list}\n`,
  );
  process.exit(1);
}

const { drainSeconds } = environment;
const log = createLog({ level: environment.logLevel, format: environment.logFormat });
process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "Baton ends because of an error that nothing caught; what it was at is taken over");
  process.exit(1);
});

const stopping = new AbortController();
const starting = startBaton(environment, log, { signal: stopping.signal });
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopOn(signal));

let stoppedAtMs: number | null = null;
try {
  const baton = await starting;
  log.info({ port: baton.port, process: environment.process }, "Baton is running");
} catch (error) {
  if (stopping.signal.aborted) {
    log.info("stopped before it had started");
    process.exit(0);
  }
  if (error instanceof CannotStart) {
    log.debug({ err: error }, "why Baton cannot start");
    log.fatal(`Baton cannot start. ${error.message}`);
  } else log.fatal({ err: error }, "Baton cannot start");
  process.exit(1);
}

function stopOn(signal: string): void {
  const nowMs = performance.now();
  if (stoppedAtMs === null) {
    stoppedAtMs = nowMs;
    stopping.abort();
    void starting.then((baton) => drain(signal, baton, drainSeconds)).catch(() => undefined);
  } else if (nowMs - stoppedAtMs > sameSignalMs) {
    log.warn({ signal }, "ended at once; what was under way goes on after the next start");
    process.exit(1);
  }
}

/** What does not end in time goes on in the next process: nothing of it is lost, so this is no failure. */
async function drain(signal: string, baton: Baton, mostSeconds: number): Promise<void> {
  log.info({ signal }, "stopping: taking nothing new, ending what is under way");
  // It also keeps the process alive: one whose last connection broke would otherwise end here, without a word.
  setTimeout(() => {
    log.warn("what was under way did not end in time; it goes on after the next start");
    process.exit(0);
  }, mostSeconds * 1000);
  await baton.stop();
  log.info("stopped");
  process.exit(0);
}
