import picomatch from "picomatch";

/** Whether a name in the rules stands for several checks: `*` is any text, `?` any one character. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** A predicate that says whether a check is meant by a name of the rules. */
export function checkMatcher(name: string): (checkName: string) => boolean {
  if (!isPattern(name) || name.length > patternLengthMax) return (checkName) => checkName === name;
  const matches = picomatch(asText(name).replace(special, "\\$&"), { dot: true, windows: false });
  return (checkName) => checkName === name || matches(asText(checkName));
}

/** Nobody names a check like this; picomatch throws on what is much longer. */
const patternLengthMax = 1000;

/** Names of checks hold parentheses and brackets, as in `test (20, [arm])`, that are meant as they are. */
const special = /[\\^$.|+()[\]{}!@"]/g;

/** A slash in a check's name separates nothing, so that `test / *` also means `test / unit / fast`. */
function asText(name: string): string {
  return name.replaceAll("/", "\u2044");
}
