/**
 * Makes JSON that jsonb can hold: NUL and lone surrogates, which Postgres refuses, become U+FFFD. What needs no change is
 * returned as it is, so that values can still be told apart by identity.
 */
export function toStorable<T>(value: T): T {
  if (typeof value === "string") return (unstorable.test(value) ? value.replaceAll(unstorables, "\uFFFD") : value) as T;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => toStorable(item));
    return (items.some((item, index) => item !== value[index]) ? items : value) as T;
  }
  const entries = Object.entries(value);
  const storable = entries.map(([key, item]) => [toStorable(key), toStorable(item)] as const);
  const isSame = storable.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1]);
  return isSame ? value : (Object.fromEntries(storable) as T);
}

/** JSON text for a jsonb parameter. */
export function toJsonb(value: unknown): string {
  return JSON.stringify(toStorable(value));
}

const unstorable = /[\0\p{Surrogate}]/u;
const unstorables = /[\0\p{Surrogate}]/gu;
