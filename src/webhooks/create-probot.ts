import type { Logger } from "pino";
import { Probot } from "probot";
import { takeIn, type Intake } from "./take-in.ts";

/**
 * Probot answers 202 by itself after nine seconds. Before that, what is not durable yet must fail, so that GitHub sees a
 * failure and the delivery is asked for again.
 */
const durableWithinMs = 8_000;

export interface ProbotSettings {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
}

/** Probot with the one handler that Baton needs: it takes every delivery in. */
export function createProbot(settings: ProbotSettings, intake: Intake, log: Logger): Probot {
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl } = settings;
  const probot = new Probot({ appId, privateKey, secret, baseUrl, log });
  probot.onAny(async ({ id, name, payload }) => {
    await within(durableWithinMs, takeIn(intake, { guid: id, event: name, payload }));
  });
  return probot;
}

async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error("The database did not take the delivery in within eight seconds; it will be asked for again."));
    }, timeoutMs);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
