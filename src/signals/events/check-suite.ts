import { z } from "zod";
import { askedAgain, common, fact, read } from "../payload.ts";
import type { Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  action: z.string(),
  check_suite: z.object({ head_sha: z.string(), app: z.object({ id: z.int() }).nullish() }),
});

/** When the runs of a suite are done or asked for again; a rerun of Baton's own suite asks Baton to look again. */
export function classifyCheckSuite(payload: unknown, self: Self): Signal {
  return read(schema, payload, (given) => {
    const about = { by: "head", sha: given.check_suite.head_sha } as const;
    if (given.check_suite.app?.id !== self.appId) return fact(given, about);
    return given.action === "rerequested" ? askedAgain(given, about) : ignored("Baton did it itself");
  });
}
