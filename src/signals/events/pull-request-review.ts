import { z } from "zod";
import { common, fact, number, readAction } from "../payload.ts";
import type { Signal } from "../signal.ts";

const schema = z.object({ ...common, pull_request: z.object({ number }) });

const actions = ["submitted", "edited", "dismissed"] as const;

/** A review that was given, changed or dismissed. */
export function classifyPullRequestReview(payload: unknown): Signal {
  return readAction("pull_request_review", { payload, actions, schema }, (given) => {
    return fact(given, { by: "number", number: given.pull_request.number });
  });
}
