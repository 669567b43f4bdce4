import type { Client } from "./client.ts";

/** One try of GitHub's to deliver an event to the App. */
export interface HookDelivery {
  /** Digits: it can be too large for a number. A later try has a higher one. */
  readonly id: string;
  /** The event's; the same for each try. */
  readonly guid: string;
  readonly deliveredAt: Date;
  /** Whether Baton answered, and well. */
  readonly ok: boolean;
}

export interface HookDeliveries {
  /** The newest first. */
  readonly deliveries: readonly HookDelivery[];
  /** Whether the list reaches back as far as was asked; where it does not, older ones are missing. */
  readonly complete: boolean;
}

export interface ListingBounds {
  readonly since: Date;
  readonly deliveriesMax?: number;
}

/**
 * Lists the deliveries since a time, back from now, page after page by GitHub's cursor. All of them, good and bad: asking
 * for failures alone would leave out those that got no answer.
 */
export async function listDeliveries(app: Client, bounds: ListingBounds): Promise<HookDeliveries> {
  const { since, deliveriesMax = 10_000 } = bounds;
  const deliveries: HookDelivery[] = [];
  for await (const { data } of app.paginate.iterator("GET /app/hook/deliveries", { per_page: 100 })) {
    for (const { id, guid, delivered_at: at, status_code: code } of data) {
      const deliveredAt = new Date(at);
      if (deliveredAt < since) return { deliveries, complete: true };
      if (deliveries.length >= deliveriesMax) return { deliveries, complete: false };
      deliveries.push({ id: String(id), guid, deliveredAt, ok: code >= 200 && code < 300 });
    }
  }
  return { deliveries, complete: true };
}

/** Has GitHub deliver an event once more, under the same GUID. */
export async function redeliver(app: Client, id: string): Promise<void> {
  await app.request(`POST /app/hook/deliveries/${encodeURIComponent(id)}/attempts`);
}
