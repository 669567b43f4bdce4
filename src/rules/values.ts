import { z } from "zod";
import type { OnFailure } from "../workflow/policy.ts";

/**
 * The kinds of value that rules are made of. Each says by itself what it takes, so that a message about any key reads the
 * same and the JSON Schema is as strict as the parser.
 */
export const login = text({
  title: "login",
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]{1,12})?$/,
  error: "must be the login of a user, as in maria; Apps are named under `apps`",
});

export const team = text({
  title: "team",
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  error: "must be an organization and a team's slug, as in acme/reviewers",
});

export const app = text({
  title: "App",
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/,
  error: "must be an App's slug, the last part of its page's address, as in github-actions",
});

/** Who created a deployment: a user, or an App with or without the `[bot]` of its login. */
export const creator = text({
  title: "login or App",
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,99}(?:_[A-Za-z0-9]{1,12}|\[bot\])?$/,
  error: "must be the login of a user or an App's slug, as in github-actions",
});

export const workflowFile = text({
  title: "file",
  pattern: /^[^/\\\r\n]{1,200}\.ya?ml$/,
  error: "must be the name of a file in .github/workflows, as in release.yml",
});

export const schemaPath = text({
  title: "path",
  pattern: /^(?=.{1,255}$)\.github(?:\/(?!\.{1,2}(?:\/|$))[^/\\\r\n]+)+\.json$/,
  error: "must be the path of a .json file inside .github/, as in .github/baton/planning.schema.json",
});

export const environment = text({
  title: "name",
  pattern: /^\S(?:.{0,253}\S)?$/,
  error: "must be the name of a deployment environment, as in production: at most 255 characters on one line",
});

/** Each `*` multiplies the ways in which a pattern can be tried against a name. */
const starsMax = 4;

/** The name of a check as people see it, with `*` and `?`. Nothing is excluded by a pattern, though people try with `!`. */
export const checkName = text({
  title: "name",
  pattern: new RegExp(`^(?![\\s!])(?=.{0,199}\\S$)(?:[^*]*\\*){0,${String(starsMax)}}[^*]*$`),
  error: `must be the name of a check, as in build or "test / *" (200 characters, ${String(starsMax)} times *, no ! in front)`,
});

export const flag = z.boolean({ error: "must be true or false" });

const hoursError = "must be a number of hours, more than 0 and at most 8760";

export const hours = z.number({ error: hoursError }).positive({ error: hoursError }).max(8760, { error: hoursError });

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: `must be ${alternatives(values)}` });
}

/** What follows from a failure. */
export function onFailure() {
  return oneOf(["retry", "fail", "nothing"] as const satisfies readonly OnFailure[]);
}

export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${String(least)} to ${String(most)}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

export function listOf<Item extends z.ZodType>(item: Item, most: number) {
  const error = `may have at most ${String(most)} entries`;
  return z.array(item, { error: "must be a list, as in [one, two]" }).max(most, { error });
}

/** A mapping that takes no other keys than its own. */
export function section<const Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, { error: "must be a mapping, as in `key: value`" });
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}

function text({ title, pattern, error }: { readonly title: string; readonly pattern: RegExp; readonly error: string }) {
  return z.string({ error }).regex(pattern, { error }).meta({ title });
}
