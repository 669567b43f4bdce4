import { z } from "zod";
import { common, fact, read } from "../payload.ts";
import type { Signal } from "../signal.ts";

const schema = z.object({ ...common, pull_request: z.object({ number: z.int() }) });

/** A review that was given, changed or dismissed. */
export function classifyPullRequestReview(payload: unknown): Signal {
  return read(schema, payload, (given) => fact(given, { by: "number", number: given.pull_request.number }));
}
