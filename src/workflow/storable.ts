const loneSurrogate = /\p{Surrogate}/gu;

/** Whether Postgres can hold the text: neither `text` nor `jsonb` takes NUL or half a surrogate pair. */
export function isStorable(text: string): boolean {
  return storableText(text) === text;
}

/** The text with U+FFFD in place of what Postgres cannot hold. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replace(loneSurrogate, "\uFFFD");
}

/** The same for every text in an array or a plain object. Anything else is left as it is. */
export function storable<T>(value: T): T {
  return walk(value) as T;
}

function walk(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(walk);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
