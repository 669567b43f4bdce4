import { randomUUID } from "node:crypto";
import { send, sign } from "../../sandbox/webhooks/send.ts";
import type { Relay } from "./relay.ts";

/** A payload with some of its parts replaced, however deep. */
export interface Forged {
  readonly event: string;
  readonly payload: unknown;
  /** A new one unless told. */
  readonly guid?: string;
}

/**
 * Sends Baton a webhook that the sandbox would not send, signed as GitHub signs, as it would come from a GitHub that knows
 * more than the sandbox or from somebody who has the secret. Returns the status of the answer.
 */
export async function forge(relay: Relay, { event, payload, guid = randomUUID() }: Forged): Promise<number> {
  const body = JSON.stringify(payload);
  const answer = await send({
    url: `http://127.0.0.1:${String(relay.baton().port)}/api/github/webhooks`,
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "x-github-delivery": guid,
      "x-github-event": event,
      "x-hub-signature-256": sign(relay.environment.webhookSecret, body),
    },
    body,
    timeoutMs: 10_000,
    ending: new AbortController().signal,
  });
  return answer.statusCode;
}

/** The payload of the last webhook of an event that was sent (`check_run.requested_action`), with parts of it changed. */
export function lastPayload(
  relay: Relay,
  event: string,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const attempt = relay.sandbox.deliveries.attempts.findLast(({ delivery }) => {
    return event === delivery.event || event === `${delivery.event}.${delivery.action ?? ""}`;
  });
  if (attempt === undefined) throw new Error(`No webhook ${event} was sent yet.`);
  return merged(attempt.delivery.payload, change);
}

function merged(
  before: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(change).map(([key, value]) => [
    key,
    isObject(value) && isObject(before[key]) ? merged(before[key], value) : value,
  ]);
  return { ...before, ...Object.fromEntries(entries) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
