import { escaped } from "./html.ts";

/** Tags that a comment may use, as on GitHub, and what of their attributes stays. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    "b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q s samp strong sub sup table tbody td th thead tr ul summary"
      .split(" ")
      .map((name) => [name, []]),
  ),
  details: ["open"],
  a: ["href", "title"],
  img: ["src", "alt", "title", "width", "height"],
};

const empty: ReadonlySet<string> = new Set(["br", "hr", "img"]);

export interface RawHtml {
  /** What of a piece of raw HTML may be shown. */
  readonly clean: (text: string) => string;
  /** The tags that are still to be closed. */
  readonly rest: () => string;
}

/** Cleans the raw HTML of one comment, piece by piece. A tag that was not opened closes nothing outside the comment. */
export function createRawHtml(): RawHtml {
  const open: string[] = [];
  const clean = (text: string): string =>
    text
      .replace(/<!--[\s\S]*?(-->|$)/g, "")
      .split(/(<[^>]*>)/)
      .map((piece) => (piece.startsWith("<") ? tag(piece, open) : escaped(piece)))
      .join("");
  return {
    clean,
    rest: () =>
      open
        .reverse()
        .map((name) => `</${name}>`)
        .join(""),
  };
}

function tag(piece: string, open: string[]): string {
  const [, slash, written = "", attributes = ""] = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>$/.exec(piece) ?? [];
  const name = written.toLowerCase();
  const kept = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
  if (kept === undefined) return escaped(piece);
  if (slash === "/") {
    const at = open.lastIndexOf(name);
    if (at < 0) return "";
    // What was left open inside is closed with it.
    return open
      .splice(at)
      .reverse()
      .map((inner) => `</${inner}>`)
      .join("");
  }
  if (!empty.has(name)) open.push(name);
  return `<${name}${attributesOf(attributes, kept)}>`;
}

function attributesOf(text: string, kept: readonly string[]): string {
  const found = text.matchAll(/([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  let attributes = "";
  for (const [, name = "", double, single, bare] of found) {
    const value = double ?? single ?? bare ?? "";
    const isAddress = name === "href" || name === "src";
    if (!kept.includes(name.toLowerCase()) || (isAddress && !/^(https?:|\/|#)/i.test(value))) continue;
    attributes += ` ${name.toLowerCase()}="${escaped(value)}"`;
  }
  return attributes;
}
