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
  /** Where the list goes on with older ones, in GitHub's words; null where it reaches back as far as was asked. */
  readonly rest: string | null;
  /** How many requests it took. */
  readonly pages: number;
}

export interface ListingBounds {
  readonly since: Date;
  /** Where to begin; null: with the newest. */
  readonly from: string | null;
  /** Of a hundred deliveries each. */
  readonly pagesMax: number;
}

/**
 * Lists the deliveries since a time, newest first, page after page by GitHub's cursor. All of them, good and bad: asking
 * for failures alone would leave out those that got no answer.
 */
export async function listDeliveries(app: Client, { since, from, pagesMax }: ListingBounds): Promise<HookDeliveries> {
  const deliveries: HookDelivery[] = [];
  let pages = 0;
  const asked = { per_page: 100, ...(from === null ? {} : { cursor: from }) };
  for await (const { data, headers } of app.paginate.iterator("GET /app/hook/deliveries", asked)) {
    pages += 1;
    for (const { id, guid, delivered_at: at, status_code: code } of data) {
      const deliveredAt = new Date(at);
      if (deliveredAt < since) return { deliveries, rest: null, pages };
      deliveries.push({ id: String(id), guid, deliveredAt, ok: code >= 200 && code < 300 });
    }
    if (pages >= pagesMax) return { deliveries, rest: nextCursor(headers.link), pages };
  }
  return { deliveries, rest: null, pages };
}

/** https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook */
function nextCursor(link: string | undefined): string | null {
  const [, url] = /<([^>]+)>; rel="next"/.exec(link ?? "") ?? [];
  return url === undefined ? null : new URL(url).searchParams.get("cursor");
}

/** Has GitHub deliver an event once more, under the same GUID. */
export async function redeliver(app: Client, id: string): Promise<void> {
  await app.request(`POST /app/hook/deliveries/${encodeURIComponent(id)}/attempts`);
}
