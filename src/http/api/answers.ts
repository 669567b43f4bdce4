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

/** What a route that reads may answer. */
export function reads<T extends ZodType>(schema: T, description: string) {
  return { 200: json(schema, description), ...problems(401, 404, 422, 429, 500) };
}

/** What a route that changes something may answer. */
export function changes<T extends ZodType>(schema: T, description: string) {
  return { 200: json(schema, description), ...changeProblems() };
}

/** What a route that makes something may answer. */
export function creates<T extends ZodType>(schema: T, description: string) {
  return { 201: json(schema, description), ...changeProblems() };
}

function changeProblems() {
  return problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503);
}

function json<T extends ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

function problems<const S extends readonly ErrorStatus[]>(...statuses: S) {
  const entries = statuses.map((status) => {
    const titles = Object.values(problemTypes).filter((each) => each.status === status);
    const description = titles.map(({ title }) => title).join("; ");
    return [status, { description, content: { "application/problem+json": { schema: problem } } }] as const;
  });
  return Object.fromEntries(entries) as Record<
    S[number],
    { description: string; content: { "application/problem+json": { schema: typeof problem } } }
  >;
}
