import { defaultSchema, sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";
import { trusted } from "./html.ts";
import type { Html } from "./html.ts";
import { createRawHtml } from "./raw-html.ts";

type Tree = ReturnType<typeof toHast>;

/** Stands for a piece of raw HTML while the rest is made safe; nobody's comment may contain it. */
const mark = "\u{E000}";

/** A comment as GitHub shows it: its flavour of Markdown, with a little HTML and nothing that runs. */
export function markdown(text: string): Html {
  const source = text.replaceAll(mark, "");
  const parsed = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const raw = createRawHtml();
  const pieces: string[] = [];
  const tree = replaceRaw(toHast(parsed, { allowDangerousHtml: true }), (value) => {
    pieces.push(raw.clean(value));
    return `${mark}${pieces.length - 1}${mark}`;
  });
  const safe = toHtml(sanitize(tree, defaultSchema));
  const whole = safe.replace(new RegExp(`${mark}(\\d+)${mark}`, "g"), (_, at: string) => pieces[Number(at)] ?? "");
  return trusted(whole + raw.rest());
}

function replaceRaw(node: Tree, place: (value: string) => string): Tree {
  if (node.type === "raw") return { type: "text", value: place(node.value) };
  if (!("children" in node)) return node;
  const children = node.children.map((child) => replaceRaw(child, place));
  return { ...node, children } as Tree;
}
