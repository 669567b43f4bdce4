import type { ErrorCode } from "yaml";
import { shown } from "./shown.ts";

/** What is wrong with the YAML, in words that say what to do; the reader's own words where they do. */
export function yamlMessage(code: ErrorCode, message: string): string {
  if (code === "BLOCK_AS_IMPLICIT_KEY" && message.startsWith("Nested")) return secondColon;
  return messages[code] ?? `This is no valid YAML: ${shown(message, 120)}.`;
}

const secondColon = "There is a second `:` in this line; put text that holds one in quotes, or begin a new line.";

const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: "This line is not indented like those it belongs to.",
  BAD_SCALAR_START: "Text cannot begin with @, % or ` in YAML; put it in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "This line is not indented like those it belongs to.",
  MULTILINE_IMPLICIT_KEY: "A key and its `:` must be on one line; is a `:`, or the space behind it, missing?",
  NON_STRING_KEY: "A key must be text.",
  TAB_AS_INDENT: "This line is indented with a tab; use spaces.",
};
