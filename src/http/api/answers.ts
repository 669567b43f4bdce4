import { z } from "@hono/zod-openapi";
import type { ZodType } from "zod";
import { problemTypes } from "./problem-types.ts";

const problem = z
  .looseObject({
    type: z.string().openapi({ example: "/problems/stale-state" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
  })
  .openapi("Problem", { description: "RFC 9457. `type` says which; docs/api.md lists them." });

type ErrorStatus = (typeof problemTypes)[keyof typeof problemTypes]["status"];

/** What a route takes in its body. The tests send each example as it stands. */
export function takes<T extends ZodType>(schema: T, examples: Examples<z.input<T>>) {
  return { required: true as const, content: { "application/json": { schema, examples: named(examples) } } };
}

/** What a route that reads may answer. */
export function reads<T extends ZodType>(schema: T, description: string, example: AsWritten<z.input<T>>) {
  return { 200: json(schema, description, { usual: example }), ...problems(401, 404, 422, 429, 500) };
}

/** What a route that changes something may answer; an example bears the name of what it answers. */
export function changes<T extends ZodType>(schema: T, description: string, examples: Examples<z.input<T>>) {
  return { 200: json(schema, description, examples), ...changeProblems() };
}

/** What a route that makes something may answer. */
export function creates<T extends ZodType>(schema: T, description: string, examples: Examples<z.input<T>>) {
  return { 201: json(schema, description, examples), ...changeProblems() };
}

type Examples<T> = Readonly<Record<string, AsWritten<T>>>;

/** The same, as a constant that nothing changes. */
type AsWritten<T> = T extends readonly (infer E)[]
  ? readonly AsWritten<E>[]
  : T extends object
    ? { readonly [K in keyof T]: AsWritten<T[K]> }
    : T;

function named<T>(examples: Examples<T>) {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
}

function changeProblems() {
  return problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503);
}

function json<T extends ZodType>(schema: T, description: string, examples: Examples<z.input<T>>) {
  return { description, content: { "application/json": { schema, examples: named(examples) } } };
}

function problems<const S extends readonly ErrorStatus[]>(...statuses: S) {
  const entries = statuses.map((status) => [status, problemsOf(status)] as const);
  return Object.fromEntries(entries) as Record<S[number], ReturnType<typeof problemsOf>>;
}

/** The problems that share a status, each as an example. */
function problemsOf(status: ErrorStatus) {
  const types = Object.entries(problemTypes).filter(([, each]) => each.status === status);
  const description = types.map(([, { title }]) => title).join("; ");
  const examples = Object.fromEntries(
    types.map(([type, { title }]) => [type, { type: `/problems/${type}`, title, status, detail: `${title}.` }]),
  );
  return { description, content: { "application/problem+json": { schema: problem, examples: named(examples) } } };
}
