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
  mendScriptErrors(client);
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

type Callback = (error: Error | null | undefined, reply?: unknown) => void;

/**
 * Redis 7 puts "ERR " in front of what a script reports. Bottleneck knows by these reports that its keys have expired or
 * that it must register again, and no longer would (https://github.com/SGrondin/bottleneck/issues/205).
 */
function mendScriptErrors(client: Redis): void {
  const define = client.defineCommand.bind(client);
  client.defineCommand = (name, definition) => {
    define(name, definition);
    const command = Reflect.get(client, name) as (...given: unknown[]) => unknown;
    const mended = (...given: unknown[]): unknown => {
      const callback = given.pop() as Callback;
      return command.call(client, ...given, (error: Error | null | undefined, reply?: unknown) => {
        callback(withoutCode(error), reply);
      });
    };
    Reflect.set(client, name, mended);
  };
}

function withoutCode(error: Error | null | undefined): Error | null | undefined {
  return error?.message.startsWith("ERR ") ? new Error(error.message.slice(4), { cause: error }) : error;
}
