import type { Answer, Question } from "./answer.ts";
import { compileSchema, type Compiled } from "./compile-schema.ts";
import { expected } from "./expected.ts";

/** Problems told of one value: with more, the first ones are enough to begin with. */
const problemsMax = 20;

/** Compiled schemas that are kept; compiling one takes far longer than using it. */
const keptMax = 50;

/** Makes what answers questions, with a memory of the schemas it was asked about last. */
export function createAnswering(): (question: Question) => Answer {
  const kept = new Map<string, Compiled>();
  return ({ schema, value }) => {
    const text = JSON.stringify(schema);
    const compiled = kept.get(text) ?? compileSchema(schema);
    kept.delete(text);
    kept.set(text, compiled);
    for (const oldest of kept.keys()) if (kept.size > keptMax) kept.delete(oldest);
    if ("problem" in compiled) return { kind: "unusable", problem: compiled.problem };
    if (value === undefined || compiled.validate(value)) return { kind: "valid" };
    return { kind: "invalid", problems: (compiled.validate.errors ?? []).slice(0, problemsMax).map(expected) };
  };
}
