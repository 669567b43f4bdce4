import { visible, visibleJson } from "../workflow/visible.ts";

/**
 * Text from outside as one line of Markdown that shows it and does nothing else: no mention, no reference, no link, no
 * HTML, no command, no structure, wherever in a line or a table it stands. `max` is in characters of the source.
 */
export function inertText(text: string, max: number): string {
  return inertLine(cut(visible(near(text, max)).replace(/\s+/g, " ").trim(), max));
}

/** The same where GitHub shows the text as it is, as in a title: nothing is escaped, and what would refer or notify is broken. */
export function inertTitle(text: string, max: number): string {
  return withoutReferences(cut(visible(near(text, max)).replace(/\s+/g, " ").trim(), max));
}

/** Text from outside with its line breaks, as a quotation. Empty where there is nothing to show. */
export function inertBlock(text: string, max: number): string {
  const lines = cut(visible(near(text, max)).trim(), max).split("\n");
  const shown = lines.map((line) => inertLine(line.replace(/\s+/g, " ").trim()));
  return shown.join("\n") === "" ? "" : shown.map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** A JSON value from outside, pretty-printed in a fence that no backtick inside can close. It holds no hidden marker. */
export function inertJson(value: unknown, max: number): string {
  const json = JSON.stringify(value ?? null, null, 2);
  const shown = withoutReferences(visibleJson(cut(json, max)).replaceAll("<!--", "\\u003c!--"));
  const longestRun = Math.max(2, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const note = json.length > max ? "\n\n_Shortened here; the history keeps all of it._" : "";
  return `${fence}json\n${shown}\n${fence}${note}`;
}

/** The beginning of a text that may be far longer than what is shown of it, also where much of that is white space. */
function near(text: string, max: number): string {
  return cut(text, max * 10);
}

/** At most `max` characters, an ellipsis in place of the rest, never half of a surrogate pair. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/**
 * Breaks what GitHub would link or notify: mentions, issue references and addresses. U+200B does it inside code spans as
 * well, and in e-mail replies, which are read as plain text; a backslash or an entity does not.
 */
function withoutReferences(text: string): string {
  return text
    .replace(/[@#]/g, "$&\u200B")
    .replace(/(GH-)(?=\d)/gi, "$1\u200B")
    .replace(/:\/\//g, ":\u200B//")
    .replace(/(www)(?=\.)/gi, "$1\u200B");
}

/**
 * Escapes what Markdown gives a meaning to; an entity where a backslash would meet the rules of tables. GitHub finds
 * formulas in what Markdown leaves, escaped or not, so a `$` is kept apart from its neighbours.
 */
function inertLine(line: string): string {
  return withoutReferences(line)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_~[\]]/g, "\\$&")
    .replace(/\$/g, "\u200B$&\u200B")
    .replace(/\|/g, "&vert;")
    .replace(/^[-+=:]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^\//, "/\u200B");
}
