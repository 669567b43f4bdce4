/** The items without those that have the same key as one before them. */
export function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string | number): Item[] {
  const seen = new Map<string | number, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}
