import { nearest } from "../workflow/nearest.ts";
import { rulesKeys } from "./rules-keys.ts";

/**
 * The key that an unknown one was probably meant to be: one of the same mapping, misspelt or in another way of writing; or
 * one of that name which belongs elsewhere, with its whole path.
 */
export function suggestKey(given: string, parent: readonly PropertyKey[]): string | null {
  const siblings = knownKeys(parent);
  return sameWord(given, siblings) ?? nearest(given.toLowerCase(), siblings) ?? elsewhere(given);
}

/** The keys that a mapping takes. */
export function knownKeys(parent: readonly PropertyKey[]): readonly string[] {
  const place = pathOf(parent);
  return rulesKeys.filter((key) => key.parent === place).map(({ name }) => name);
}

/** The word among those that differs in case, hyphens and underscores only: `onFailure`, `on_failure`. */
export function sameWord<Word extends string>(given: string, words: readonly Word[]): Word | null {
  return words.find((word) => letters(word) === letters(given)) ?? null;
}

/** Only where there is no doubt which place is meant. */
function elsewhere(given: string): string | null {
  const same = rulesKeys.filter(({ name, path }) => !path.includes("[]") && sameWord(given, [name]) !== null);
  const [path, ...others] = new Set(same.map(({ anyPath }) => anyPath));
  return path === undefined || others.length > 0 ? null : path;
}

function pathOf(steps: readonly PropertyKey[]): string {
  const path = steps.map((step) => (typeof step === "number" ? "[]" : `.${String(step)}`)).join("");
  return path.replace(/^\./, "");
}

function letters(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, "");
}
