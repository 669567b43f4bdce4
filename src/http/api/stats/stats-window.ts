import { z } from "@hono/zod-openapi";
import type { Window } from "./weeks.ts";

const instant = z.iso.datetime({ offset: true }).optional();

/** The window of time that statistics are of. */
export const windowQuery = z
  .strictObject({
    from: instant.openapi({ description: "Workflows that started at or after it", example: "2026-01-01T00:00:00Z" }),
    to: instant.openapi({ description: "Workflows that started before it" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "must be later than from",
  });

export function windowOf({ from, to }: z.output<typeof windowQuery>): Window {
  return {
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  };
}
