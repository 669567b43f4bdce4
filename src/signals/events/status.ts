import { z } from "zod";
import { common, fact, read, sha } from "../payload.ts";
import type { Signal } from "../signal.ts";

const schema = z.object({ ...common, sha });

/** A commit status. Its payload names no pull request. */
export function classifyStatus(payload: unknown): Signal {
  return read(schema, payload, (given) => fact(given, { by: "head", sha: given.sha }));
}
