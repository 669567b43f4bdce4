import type { Client } from "./client.ts";

/** Requests that an installation has left in this hour (`GET /rate_limit`, which costs none). */
export async function readRateLimit(client: Client): Promise<number> {
  const { data } = await client.rest.rateLimit.get();
  return data.resources.core.remaining;
}
