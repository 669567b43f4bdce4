import { z } from "zod";
import { common, fact, read, request, senderOf, touched } from "../payload.ts";
import { isSelf, type Self } from "../self.ts";
import { ignored, type Signal } from "../signal.ts";

const schema = z.object({
  ...common,
  action: z.string(),
  requested_action: z.object({ identifier: z.string() }).nullish(),
  check_run: z.object({
    head_sha: z.string(),
    external_id: z.string().nullish(),
    app: z.object({ id: z.int() }).nullish(),
    pull_requests: z.array(z.object({ number: z.int() })).nullish(),
  }),
});

type Payload = z.infer<typeof schema>;

/**
 * Another App's check run is a fact about its commit. Baton's own is a request when one of its buttons is pressed. The
 * payload names no pull request for a fork, so facts go by the commit.
 */
export function classifyCheckRun(payload: unknown, self: Self): Signal {
  return read(schema, payload, (given) => {
    const about = { by: "head", sha: given.check_run.head_sha } as const;
    if (given.check_run.app?.id !== self.appId) return fact(given, about);
    if (isSelf(given.sender, self)) return ignored("Baton did it itself");
    if (given.action === "requested_action") return buttonOf(given);
    if (given.action === "rerequested") return touched(given, about);
    return ignored("Baton did it itself");
  });
}

function buttonOf(given: Payload): Signal {
  const { head_sha: headSha, external_id: externalId, pull_requests: pulls } = given.check_run;
  const identifier = given.requested_action?.identifier;
  if (identifier === undefined) return ignored("the payload has no valid requested_action");
  const [pull] = pulls ?? [];
  if (pull === undefined) return ignored("the check run names no pull request");
  const press = { kind: "button", identifier, headSha, externalId: externalId ?? null } as const;
  return request(given, pull.number, { ...press, sender: senderOf(given), at: null });
}
