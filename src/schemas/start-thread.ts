import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Enough for the largest result against the largest schema; what wants more ends alone. */
const memoryMbMax = 128;

/** Starts the thread, and waits until it can be asked. It sees nothing of the environment, which holds secrets. */
export async function startThread(): Promise<Worker> {
  const limits = { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMbMax } };
  const worker = import.meta.url.endsWith(".ts")
    ? new Worker(fromSource(new URL("worker.ts", import.meta.url)), { ...limits, eval: true })
    : new Worker(new URL("worker.js", import.meta.url), limits);
  await once(worker, "message");
  // It must not keep a process alive that has nothing else to do.
  worker.unref();
  return worker;
}

/** A thread reads no TypeScript by itself in the older versions of Node, and inherits no loader that does. */
function fromSource({ href }: URL): string {
  const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  const file = JSON.stringify(href);
  return `import(${loader}).then(({ tsImport }) => tsImport(${file}, ${file}))`;
}
