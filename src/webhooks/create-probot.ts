import type { Logger } from "pino";
import { Probot } from "probot";
import { NotTakenIn } from "./not-taken-in.ts";
import { takeIn, type Intake } from "./take-in.ts";

export interface ProbotSettings {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
}

/**
 * Probot with the one handler that Baton needs: it takes every delivery in. Probot's own log is silent, because it tells of
 * one failure twice and under other names; what failed is logged here.
 */
export function createProbot(settings: ProbotSettings, intake: Intake, log: Logger): Probot {
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl } = settings;
  const probot = new Probot({ appId, privateKey, secret, baseUrl, log: silent(log) });
  probot.onAny(({ id, name, payload }) => takeIn(intake, { guid: id, event: name, payload }));
  probot.onError(({ errors, event }) => {
    for (const error of errors as readonly unknown[]) {
      if (error instanceof NotTakenIn) continue;
      log.error({ delivery: event?.id, err: error }, "a delivery could not be handled");
    }
  });
  return probot;
}

function silent(log: Logger): Logger {
  return log.child({}, { level: "silent" });
}
