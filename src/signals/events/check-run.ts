import { z } from "zod";
import { askedAgain, common, fact, id, readAction, repositoryOf, senderOf, sha } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  requested_action: z.object({ identifier: z.string() }).nullish(),
  check_run: z.object({ head_sha: sha, external_id: z.string().nullish(), app: z.object({ id }).nullish() }),
});

type Payload = z.infer<typeof schema>;

const actions = ["created", "completed", "rerequested", "requested_action"] as const;

/**
 * Another App's check run is a fact about its commit. Baton's own is a request when one of its buttons is pressed. The
 * payload names no pull request for a fork, and several where they share a head: so facts go by the commit, and a button by
 * the workflow that its run was made for.
 */
export function classifyCheckRun(payload: unknown, self: Self): Signal {
  return readAction("check_run", { payload, actions, schema }, (given, action) => {
    const about = { by: "head", sha: given.check_run.head_sha } as const;
    if (given.check_run.app?.id !== self.appId) {
      return action === "requested_action" ? ignored("the button is another App's") : fact(given, about);
    }
    if (isSelf(given.sender, self)) return ignored("Baton did it itself");
    if (action === "requested_action") return buttonOf(given);
    return action === "rerequested" ? againOf(given) : ignored("the check run is Baton's own");
  });
}

/** A run on a rules file is made for a pull request and its head, one on a merge queue's group for it; any other is a relay's. */
function againOf(given: Payload): Signal {
  const { head_sha: headSha, external_id: externalId } = given.check_run;
  const [, digits] = /^rules:(\d{1,9}):/.exec(externalId ?? "") ?? [];
  const repository = repositoryOf(given);
  if (externalId === `merge_group:${headSha}`) {
    return { kind: "errand", errand: { kind: "merge_group_again", repository, headSha } };
  }
  if (digits === undefined) return askedAgain(given, { by: "head", sha: headSha });
  return { kind: "errand", errand: { kind: "pull_head", repository, number: Number(digits), headSha, opened: null } };
}

function buttonOf(given: Payload): Signal {
  const { head_sha: headSha, external_id: externalId } = given.check_run;
  const identifier = given.requested_action?.identifier;
  if (identifier === undefined) return ignored("the payload has no valid requested_action");
  const workflowId = workflowOf(externalId ?? "");
  if (externalId === null || externalId === undefined || workflowId === null) {
    return ignored("the check run names no workflow");
  }
  const request = { kind: "button", identifier, headSha, externalId, sender: senderOf(given), at: null } as const;
  return { kind: "request", repository: repositoryOf(given), pullNumber: null, workflowId, request };
}

/** Baton's runs bear `<workflow id>:<version>`. */
function workflowOf(externalId: string): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):\d+$/.exec(externalId)?.[1] ?? null;
}
