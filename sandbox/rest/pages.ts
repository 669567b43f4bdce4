import type { Json } from "../payloads/json.ts";
import type { Call } from "./api.ts";

/** One page of a list, with the Link header that leads to the others. */
export function page<T>(c: Call, items: readonly T[]): readonly T[] {
  const size = bounded(c.req.query("per_page"), { fallback: 30, most: 100 });
  const number = bounded(c.req.query("page"), { fallback: 1, most: Number.MAX_SAFE_INTEGER });
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (to: number, rel: string): void => {
    const url = new URL(c.req.url);
    url.searchParams.set("page", String(to));
    links.push(`<${url.href}>; rel="${rel}"`);
  };
  if (number > 1) link(number - 1, "prev");
  if (number < last) link(number + 1, "next");
  if (number < last) link(last, "last");
  if (number > 1) link(1, "first");
  if (links.length > 0) c.header("link", links.join(", "));
  return items.slice((number - 1) * size, number * size);
}

/** Answers with a page of a list. */
export function listing<T>(c: Call, items: readonly T[], shape: (item: T) => Json): Response {
  return c.json(page(c, items).map(shape));
}

/** The lists that come in an object and say how many there are in all. */
export function counted<T>(c: Call, name: string, about: { items: readonly T[]; shape: (item: T) => Json }): Response {
  return c.json({ total_count: about.items.length, [name]: page(c, about.items).map(about.shape) });
}

function bounded(text: string | undefined, about: { fallback: number; most: number }): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 1) return about.fallback;
  return Math.min(value, about.most);
}
