/** How many of each element are open; an element that is not in it is closed. */
export type OpenElements = ReadonlyMap<string, number>;

/**
 * The HTML elements that are open after a piece of HTML, out of those whose text is folded away, quoted, struck out or shown
 * as code. Markdown between such tags is read as anywhere else, so they have to be counted.
 */
export function openElements(html: string, before: OpenElements = new Map()): OpenElements {
  const open = new Map(before);
  for (const [, slash, name] of html.matchAll(tags)) {
    if (name === undefined) continue;
    const element = name.toLowerCase();
    const count = (open.get(element) ?? 0) + (slash === "" ? 1 : -1);
    if (count > 0) open.set(element, count);
    else open.delete(element);
  }
  return open;
}

/** A comment is passed over whole, since a tag in it is none. */
const tags = /<!--[^]*?(?:-->|$)|<(\/?)(blockquote|code|del|details|kbd|pre|q|s|samp|strike|table|tt)(?=[\s/>])/gi;
