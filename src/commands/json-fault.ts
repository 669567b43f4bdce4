/** Where a text stops being JSON, and why. */
export interface JsonFault {
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/**
 * Finds what is wrong with a text that should be JSON; null where nothing is. The engine's own messages differ from version
 * to version, and most of them do not say where.
 */
export function jsonFault(text: string): JsonFault | null {
  const inside: Bracket[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at = matchAt(space, text, at).end;
    if (at === text.length && expected === "end") return null;
    const { token, end } = matchAt(tokens, text, at);
    const next = follow(expected, token, inside);
    if (next === null) return faultAt(text, at, expectedTexts[expected](inside));
    expected = next;
    at = end;
  }
}

type Bracket = "{" | "[";

type Expected = "value" | "first value" | "key" | "first key" | "colon" | "more" | "end";

const space = /[ \t\n\r]*/y;

/** A bracket, a comma, a colon, a text, or a number or word that nothing else is joined to. */
const tokens =
  /[{}[\],:]|"(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

function matchAt(pattern: RegExp, text: string, at: number): { readonly token: string; readonly end: number } {
  pattern.lastIndex = at;
  const token = pattern.exec(text)?.[0] ?? "";
  return { token, end: at + token.length };
}

/** What is expected after a token; null where the token itself is not what was expected. */
function follow(expected: Expected, token: string, inside: Bracket[]): Expected | null {
  const bracket = inside.at(-1);
  const closing = bracket === "{" ? "}" : "]";
  switch (expected) {
    case "value":
    case "first value":
      if (token === "{" || token === "[") {
        inside.push(token);
        return token === "{" ? "first key" : "first value";
      }
      if (token === "]" && expected === "first value") return close(inside);
      return /^[}\],:]?$/.test(token) ? null : afterValue(inside);
    case "key":
    case "first key":
      if (token === "}" && expected === "first key") return close(inside);
      return token.startsWith('"') ? "colon" : null;
    case "colon":
      return token === ":" ? "value" : null;
    case "more":
      if (token === closing) return close(inside);
      if (token !== ",") return null;
      return bracket === "{" ? "key" : "value";
    case "end":
      return null;
  }
}

function close(inside: Bracket[]): Expected {
  inside.pop();
  return afterValue(inside);
}

function afterValue(inside: readonly Bracket[]): Expected {
  return inside.length === 0 ? "end" : "more";
}

const expectedTexts: Readonly<Record<Expected, (inside: readonly Bracket[]) => string>> = {
  value: () => "a value",
  "first value": () => "a value or ]",
  key: () => "a key in double quotes",
  "first key": () => "a key in double quotes or }",
  colon: () => "a colon",
  more: (inside) => (inside.at(-1) === "{" ? "a comma or }" : "a comma or ]"),
  end: () => "nothing more",
};

const foundMax = 20;

function faultAt(text: string, at: number, expected: string): JsonFault {
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  const [found = ""] = text.slice(at, at + foundMax).split(/[\n\r]/, 1);
  const there = found === "" ? "the block ends" : `there is “${found}”`;
  const hint =
    found.startsWith('"') && /quotes|value/.test(expected)
      ? "; is the text closed, on one line, its escapes right?"
      : "";
  return { line, problem: `${expected} is expected where ${there}${hint}` };
}
