/** Reads a phase result out of a fenced block: the object, or what is wrong with it and where. */
export function readJsonBlock(text: string): Readonly<Record<string, unknown>> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return problemOf(String((error as SyntaxError).message), text);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return `it must be an object in braces, but it is ${kind}`;
}

const messageMax = 200;

/** The engine's message names a position; people count lines. Its quotes from the text can be long, and are cut. */
function problemOf(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  const short = message.replace(/\s*\(line \d+ column \d+\)/, "").slice(0, messageMax);
  if (position === undefined) return short;
  const line = text.slice(0, Number(position)).split("\n").length;
  return `line ${String(line)}: ${short}`;
}
