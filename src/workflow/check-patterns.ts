import { matchesGlob } from "./glob.ts";

/** Whether a name in the rules stands for several checks: `*` is any text, `?` any one character. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** A predicate that says whether a check is meant by a name of the rules. */
export function checkMatcher(name: string): (checkName: string) => boolean {
  if (!isPattern(name) || name.length > patternLengthMax) return (checkName) => checkName === name;
  const pattern = Array.from(name);
  return (checkName) => checkName === name || matchesGlob(pattern, Array.from(checkName));
}

/** Nobody names a check like this; it bounds what one character of a check's name can cost. */
const patternLengthMax = 1000;
