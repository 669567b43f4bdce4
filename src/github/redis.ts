import { once } from "node:events";
import Bottleneck from "bottleneck";
import { Redis } from "ioredis";
import type { Logger } from "pino";

/** A Redis where several processes keep GitHub's rate limits together. */
export interface RedisLink {
  readonly connection: Bottleneck.IORedisConnection;
  readonly close: () => Promise<void>;
}

const pauseMsMax = 5_000;

const connectWithinMs = 10_000;

/**
 * Connects to Redis, or fails if it is not there. One that is lost later ends nothing: requests to GitHub wait until it is
 * back, because a process that went on by itself would spend what the others count on.
 */
export async function connectRedis(url: string, log: Logger): Promise<RedisLink> {
  const client = new Redis(url, {
    // Commands wait for as long as it takes, and are sent again after a break.
    maxRetriesPerRequest: null,
    connectTimeout: connectWithinMs,
    retryStrategy: (times) => Math.min(200 * times, pauseMsMax),
  });
  try {
    await once(client, "ready");
  } catch (error) {
    client.disconnect();
    throw error;
  }
  tellOfBreaks(client, log);
  const connection = new Bottleneck.IORedisConnection({ client });
  return { connection, close: () => connection.disconnect(false) };
}

/** Says once that Redis is away, and once that it is back. */
function tellOfBreaks(client: Redis, log: Logger): void {
  let away = false;
  const lost = (reason: string) => {
    if (!away) log.warn({ reason }, "Redis is away; requests to GitHub wait until it is back");
    away = true;
  };
  client.on("error", (error: Error) => {
    lost(error.message);
  });
  client.on("reconnecting", () => {
    lost("the connection was closed");
  });
  client.on("ready", () => {
    if (away) log.info("Redis is back");
    away = false;
  });
}
