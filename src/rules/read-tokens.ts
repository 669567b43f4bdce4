import { CST, Lexer, Parser } from "yaml";
import { watchBrackets } from "./bracket-faults.ts";
import type { Fault } from "./problem.ts";

/** Lexical tokens that one file may have, spaces and line breaks included: some two thousand lines. */
export const lexemesMax = 10_000;

/** Rules are six levels deep, and a parser's stack counts documents and scalars as well. */
const depthMax = 20;

export interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly faults: readonly Fault[];
}

/**
 * Takes a text apart into YAML's tokens, with bounded work: it stops at the first token too many. What could grow when it
 * is read (aliases) or mean something else than it says (tags, directives) is refused here, before anything is built of it.
 */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const faults: Fault[] = [];
  const brackets = watchBrackets();
  let count = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    if (!isScalar) {
      const refusal = refusals[CST.tokenType(lexeme) ?? ""];
      if (refusal !== undefined) faults.push({ offset, message: refusal });
      brackets.see(lexeme, offset);
    }
    isScalar = lexeme === CST.SCALAR;
    tokens.push(...parser.next(lexeme));
    count += 1;
    if (count > lexemesMax) return { tokens: [], faults: [{ offset, message: tooMuch }] };
    if (parser.stack.length > depthMax) return { tokens: [], faults: [{ offset, message: tooDeep }] };
  }
  tokens.push(...parser.end());
  return { tokens, faults: [...faults, ...brackets.faults(), ...secondDocument(tokens)] };
}

const refusals: Readonly<Record<string, string>> = {
  alias: "Aliases are not read in rules; write out what it stands for, or put text that begins with * in quotes.",
  anchor: "Anchors are not read in rules; leave it out, or put text that begins with & in quotes.",
  tag: "Tags are not read in rules; leave it out, or put text that begins with ! in quotes.",
  "directive-line": "Directives are not read in rules; leave the line out.",
};

const tooMuch = "The file holds more than rules can; leave out what is not needed.";
const tooDeep = "This is nested deeper than any key of the rules.";

function secondDocument(tokens: readonly CST.Token[]): readonly Fault[] {
  const [, second] = tokens.filter((token) => token.type === "document");
  if (second === undefined) return [];
  return [{ offset: second.offset, message: "A second document begins here; rules are one, without --- in between." }];
}
