import { states, type State } from "../workflow/states.ts";
import { nearest } from "../workflow/nearest.ts";

export type ReadState =
  | { readonly state: State; readonly rest: string }
  | { readonly state: null; readonly given: string; readonly suggestion: State | null };

/** Reads the state that a text begins with, as people write them: in any case, its words joined by `_`, `-` or a space. */
export function readState(text: string): ReadState {
  const words = Array.from(text.matchAll(/\S+/g)).slice(0, wordsMax);
  const names = words.map((_, last) => normalize(words.slice(0, last + 1).map(([word]) => word)));
  for (const [last, { index, 0: word }] of words.entries()) {
    const state = states.find((each) => each === names[last]);
    if (state !== undefined) return { state, rest: text.slice(index + word.length).trim() };
  }
  const suggestion = names.map((name) => nearest(name, states)).find((state) => state !== null) ?? null;
  return { state: null, given: text.replace(/\s[^]*$/, ""), suggestion };
}

/** The longest names have three: `handoff_to_coder`. */
const wordsMax = 3;

function normalize(words: readonly string[]): string {
  return words.join("_").toLowerCase().replaceAll("-", "_");
}
