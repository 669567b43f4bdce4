import { isPlainObject, isStorable, storableText } from "./storable.ts";

/** The most that a phase result, or a workflow's metadata, may take as JSON. */
export const jsonBytesMax = 256 * 1024;

/** Far deeper than anything written by hand; a bound, because readers of JSON recurse. */
export const jsonDepthMax = 32;

export interface JsonProblem {
  /** Where: `a.b[0]`; empty for the whole. */
  readonly path: string;
  readonly problem: string;
}

/** Why a value cannot be kept as JSON in Postgres; null where it can. */
export function jsonProblem(value: unknown): JsonProblem | null {
  const found = problemWithin(value, { path: "", depth: 0, budget: { left: jsonBytesMax } });
  // The path is made of the keys that were given, which can be as long and as unfit as anything else.
  if (found !== null) return { ...found, path: storableText(found.path.slice(0, pathLengthMax)) };
  return new TextEncoder().encode(JSON.stringify(value)).length > jsonBytesMax ? tooLarge : null;
}

const pathLengthMax = 200;

const tooLarge: JsonProblem = { path: "", problem: "is larger than 256 KiB as JSON; link to what is large" };

interface Place {
  readonly path: string;
  readonly depth: number;
  /**
   * What may still be walked. Every value and every character of a text takes at least a byte, so that a value which
   * shares its parts, and would grow without bound as JSON, ends here as well.
   */
  readonly budget: { left: number };
}

function problemWithin(value: unknown, place: Place): JsonProblem | null {
  const { path, depth, budget } = place;
  budget.left -= 1;
  if (budget.left < 0) return tooLarge;
  if (typeof value === "string") return textProblem(value, place);
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return null;
  if (depth >= jsonDepthMax) return { path, problem: `is nested deeper than ${String(jsonDepthMax)} levels` };
  if (Array.isArray(value)) {
    return firstProblem(value.entries(), ([index, item]: [number, unknown]) =>
      problemWithin(item, { path: `${path}[${String(index)}]`, depth: depth + 1, budget }),
    );
  }
  if (!isPlainObject(value)) return { path, problem: "is not JSON" };
  return firstProblem(Object.entries(value), ([key, item]) => {
    const inner: Place = { path: path === "" ? key : `${path}.${key}`, depth: depth + 1, budget };
    return keyProblem(key, place) ?? problemWithin(item, inner);
  });
}

function keyProblem(key: string, place: Place): JsonProblem | null {
  // Copying such an object with an assignment would set its prototype.
  if (key === "__proto__") return { path: place.path, problem: "has the key __proto__, which cannot be kept" };
  const problem = textProblem(key, place);
  return problem === null || problem === tooLarge
    ? problem
    : { ...problem, problem: `has a key that ${problem.problem}` };
}

function textProblem(text: string, { path, budget }: Place): JsonProblem | null {
  budget.left -= text.length;
  if (budget.left < 0) return tooLarge;
  return isStorable(text) ? null : { path, problem: "contains NUL or half a surrogate pair, which cannot be stored" };
}

function firstProblem<T>(items: Iterable<T>, check: (item: T) => JsonProblem | null): JsonProblem | null {
  for (const item of items) {
    const problem = check(item);
    if (problem !== null) return problem;
  }
  return null;
}
