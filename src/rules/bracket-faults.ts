import { CST } from "yaml";
import type { Fault } from "./problem.ts";

export interface Brackets {
  /** Takes the next lexeme of the text that is no plain scalar. */
  readonly see: (lexeme: string, offset: number) => void;
  /** What was opened and never closed, by where it was opened. To be asked at the end. */
  readonly faults: () => readonly Fault[];
}

/** Watches brackets and quotes. A parser finds out where the text ends; people look for where it began. */
export function watchBrackets(): Brackets {
  const open: { readonly bracket: string; readonly offset: number }[] = [];
  const faults: Fault[] = [];
  const notClosed = () => {
    // Those around it are open for the same reason.
    const last = open.at(-1);
    if (last !== undefined) faults.push({ offset: last.offset, message: `This ${last.bracket} is never closed.` });
    open.length = 0;
  };
  return {
    see: (lexeme, offset) => {
      if (lexeme === "[" || lexeme === "{") open.push({ bracket: lexeme, offset });
      else if (lexeme === "]" || lexeme === "}") {
        if (open.length === 0) faults.push({ offset, message: `This ${lexeme} closes nothing.` });
        else if (open.at(-1)?.bracket === openers[lexeme]) open.pop();
        else notClosed();
      } else if (lexeme === CST.FLOW_END) notClosed();
      else if (isUnended(lexeme)) faults.push({ offset, message: `The quote that begins here has no end.` });
    },
    faults: () => {
      notClosed();
      return faults;
    },
  };
}

const openers = { "]": "[", "}": "{" } as const;

function isUnended(lexeme: string): boolean {
  if (lexeme.startsWith('"')) return !/^"(?:[^"\\]|\\[^])*"$/.test(lexeme);
  return lexeme.startsWith("'") && !/^'(?:[^']|'')*'$/.test(lexeme);
}
