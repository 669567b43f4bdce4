import { readAt } from "./read-at.ts";

/** A list of GitHub's, read to its end or to a limit. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  /** When the first page was read: what came later may be missing. */
  readonly readAt: Date;
  readonly complete: boolean;
}

interface Page<Data> {
  readonly data: Data;
  readonly headers: { readonly date?: string | undefined };
}

/** Reads page after page until there are none, or `itemsMax` is reached. */
export async function readPages<Data, Item>(
  pages: AsyncIterable<Page<Data>>,
  itemsOf: (data: Data) => readonly Item[],
  itemsMax: number,
): Promise<Pages<Item>> {
  const items: Item[] = [];
  let began: Date | null = null;
  for await (const { data, headers } of pages) {
    began ??= readAt(headers);
    if (items.length >= itemsMax) return { items, readAt: began, complete: false };
    items.push(...itemsOf(data));
  }
  return { items, readAt: began ?? new Date(), complete: true };
}
