import { setTimeout as delay } from "node:timers/promises";
import OpenAI from "openai";
import { connectToBaton } from "./baton.ts";
import { playRound, type Left } from "./play.ts";
import { readSettings } from "./settings.ts";
import type { Agent } from "./take-turn.ts";
import type { Turn } from "./turn.ts";
import { gitWorkplace } from "./workplace/git-workplace.ts";
import { noWorkplace } from "./workplace/workplace.ts";

const settings = readSettings(process.env);
if ("problems" in settings) {
  process.stderr.write(`The agent cannot start:\n${settings.problems.map((each) => `  - ${each}\n`).join("")}`);
  process.exit(2);
}
const { repository, workflowId, pollSeconds } = settings;
const isOnce = process.argv.includes("--once");
const left: Left = new Set();
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    // The turn under way is ended first; a second signal ends the process.
    stop.abort();
  });
}

try {
  const baton = await connectToBaton(settings.batonUrl, settings.batonToken);
  const agent: Agent = {
    baton,
    client: new OpenAI({ apiKey: settings.modelKey, baseURL: settings.modelUrl, maxRetries: 4 }),
    model: settings.model,
    limits: settings.limits,
    workplace: repository === null ? noWorkplace : gitWorkplace(settings, repository),
    say,
  };
  while (!stop.signal.aborted) {
    const handedOn = await round(agent);
    if (handedOn === 0 && isOnce) break;
    if (handedOn === 0) await delay(pollSeconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  await baton.close();
} catch (error) {
  process.stderr.write(`The agent stops, and leaves the baton where it is: ${messageOf(error)}\n`);
  process.exitCode = 1;
}

/** A program that runs on outlives a model or a Baton that is away for a while. */
async function round(agent: Agent): Promise<number> {
  try {
    return await playRound(agent, left, workflowId);
  } catch (error) {
    if (isOnce) throw error;
    process.stderr.write(`Tried again later: ${messageOf(error)}\n`);
    return 0;
  }
}

function say({ role, project_id: project, pull_number: pull }: Turn, what: string): void {
  process.stdout.write(`${new Date().toISOString()} ${role} ${project}#${String(pull)} ${what}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
