import { z } from "zod";
import { askedAgain, common, fact, id, readAction, sha } from "../payload.ts";
import type { Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({ ...common, check_suite: z.object({ head_sha: sha, app: z.object({ id }).nullish() }) });

const actions = ["completed", "rerequested"] as const;

/** When the runs of a suite are done; a rerun of Baton's own suite asks Baton to look again. */
export function classifyCheckSuite(payload: unknown, self: Self): Signal {
  return readAction("check_suite", { payload, actions, schema }, (given, action) => {
    const about = { by: "head", sha: given.check_suite.head_sha } as const;
    if (given.check_suite.app?.id !== self.appId) return fact(given, about);
    return action === "rerequested" ? askedAgain(given, about) : ignored("the check suite is Baton's own");
  });
}
