import { config } from "dotenv";
import { startBaton } from "./baton.ts";
import { readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";

/** Time to end what is under way; what is left then goes on in the next process, for nothing of it is lost. */
const drainMsMax = 30_000;

config({ quiet: true });
const environment = readEnvironment(process.env);
if ("problems" in environment) {
  const list = environment.problems.map((problem) => `  - ${problem}`).join("\n");
  process.stderr.write(
    `Baton cannot start. Set these in the environment or in .env (.env.example explains each):\n${list}\n`,
  );
  process.exit(1);
}

const log = createLog({ level: environment.logLevel, format: environment.logFormat });
try {
  const baton = await startBaton(environment, log);
  log.info({ port: baton.port, process: environment.process }, "Baton is running");
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      void drain(signal, baton.stop);
    });
  }
} catch (error) {
  log.fatal({ err: error }, "Baton cannot start");
  process.exitCode = 1;
}

async function drain(signal: string, stop: () => Promise<void>): Promise<void> {
  log.info({ signal }, "stopping: taking nothing new, ending what is under way");
  const timer = setTimeout(() => {
    log.warn("what was under way did not end in time; it goes on after the next start");
    process.exit(1);
  }, drainMsMax - 2_000);
  await stop();
  clearTimeout(timer);
  log.info("stopped");
  process.exit(0);
}
