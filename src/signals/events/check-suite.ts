import { z } from "zod";
import { askedAgain, common, fact, id, readAction, repositoryOf, sha } from "../payload.ts";
import type { Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  check_suite: z.object({ head_sha: sha, head_branch: z.string().nullish(), app: z.object({ id }).nullish() }),
});

type Payload = z.infer<typeof schema>;

const actions = ["completed", "rerequested"] as const;

/** When the runs of a suite are done; a rerun of Baton's own suite asks Baton to look again. */
export function classifyCheckSuite(payload: unknown, self: Self): Signal {
  return readAction("check_suite", { payload, actions, schema }, (given, action) => {
    const about = { by: "head", sha: given.check_suite.head_sha } as const;
    if (given.check_suite.app?.id !== self.appId) return fact(given, about);
    return action === "rerequested" ? againOf(given) : ignored("the check suite is Baton's own");
  });
}

/**
 * A suite does not say what its runs are for. On a branch that is named like those of a merge queue, which anybody can do, it
 * may be a group's; whether it is one is known by what the queue asked before.
 */
function againOf(given: Payload): Signal {
  const { head_sha: headSha, head_branch: branch } = given.check_suite;
  const asked = askedAgain(given, { by: "head", sha: headSha });
  if (branch?.startsWith("gh-readonly-queue/") !== true) return asked;
  return { ...asked, errand: { kind: "merge_group_again", repository: repositoryOf(given), headSha } };
}
