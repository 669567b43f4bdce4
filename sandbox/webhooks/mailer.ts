import type { World } from "../state/world.ts";
import { matches } from "./delivery.ts";
import type { Attempt, Delivery, DeliveryMatch } from "./delivery.ts";
import { send, sign } from "./send.ts";
import type { Answer } from "./send.ts";

export interface MailerOptions {
  readonly world: World;
  readonly secret: string;
  readonly url: string | undefined;
  /** GitHub waits ten seconds for an answer. */
  readonly timeoutMs: number;
  /** How many are under way at once; with one they arrive in the order of what happened. */
  readonly concurrency: number;
}

export interface Mailer {
  readonly address: (url: string) => void;
  readonly isAddressed: () => boolean;
  readonly enqueue: (delivery: Delivery, redelivery: boolean) => void;
  /** The next deliveries that match are lost on the way, and recorded as that. */
  readonly drop: (match: DeliveryMatch, times: number) => void;
  /** Resolves once nothing is queued or under way. */
  readonly idle: () => Promise<void>;
  /** Every attempt, oldest first. */
  readonly attempts: readonly Attempt[];
  readonly close: () => void;
}

const unreachable: Answer = { status: "failed to connect to host", statusCode: 0, headers: null, body: null };

/** Sends webhooks once each, without retries, and keeps account of what became of them. */
export function createMailer(options: MailerOptions): Mailer {
  const attempts: Attempt[] = [];
  const drops: { match: DeliveryMatch; left: number }[] = [];
  const ending = new AbortController();
  let url = options.url;
  const lines = createLines<{ delivery: Delivery; redelivery: boolean }>(options.concurrency, async (next) => {
    const started = performance.now();
    const deliveredAt = options.world.clock();
    const body = JSON.stringify(next.delivery.payload);
    const headers = headersFor(options, next.delivery, body);
    const dropped = drops.find((one) => one.left > 0 && matches(one.match, next.delivery));
    if (dropped !== undefined) dropped.left -= 1;
    const { timeoutMs } = options;
    const answer =
      dropped !== undefined || url === undefined
        ? unreachable
        : await send({ url, headers, body, timeoutMs, ending: ending.signal });
    attempts.push({
      id: options.world.nextId(),
      ...next,
      deliveredAt,
      durationSeconds: Math.round(performance.now() - started) / 1000,
      status: answer.status,
      statusCode: answer.statusCode,
      requestHeaders: headers,
      responseHeaders: answer.headers,
      responseBody: answer.body,
    });
  });
  return {
    attempts,
    address: (to) => void (url = to),
    isAddressed: () => url !== undefined,
    enqueue: (delivery, redelivery) => lines.add({ delivery, redelivery }),
    drop: (match, times) => void drops.push({ match, left: times }),
    idle: lines.idle,
    close: () => {
      lines.close();
      ending.abort();
    },
  };
}

interface Lines<T> {
  readonly add: (item: T) => void;
  readonly idle: () => Promise<void>;
  readonly close: () => void;
}

/** A queue served by so many at once. `serve` must not fail. */
function createLines<T>(width: number, serve: (item: T) => Promise<void>): Lines<T> {
  const queue: T[] = [];
  let active = 0;
  let waiting: (() => void)[] = [];
  const pump = (): void => {
    while (active < width) {
      const next = queue.shift();
      if (next === undefined) break;
      active += 1;
      void serve(next).finally(() => {
        active -= 1;
        pump();
      });
    }
    if (active > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    add: (item) => {
      queue.push(item);
      pump();
    },
    idle: () => (active === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close: () => void queue.splice(0),
  };
}

function headersFor(options: MailerOptions, delivery: Delivery, body: string): Record<string, string> {
  const appId = String(options.world.app.id);
  return {
    accept: "*/*",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "GitHub-Hookshot/5a17b0c",
    "x-github-delivery": delivery.guid,
    "x-github-event": delivery.event,
    "x-github-hook-id": appId,
    "x-github-hook-installation-target-id": appId,
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": sign(options.secret, body),
  };
}
