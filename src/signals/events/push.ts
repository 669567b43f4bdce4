import { z } from "zod";
import { mayBelongToRules } from "../../rules/named-paths.ts";
import { common, read, repositoryOf } from "../payload.ts";
import { ignored, type Signal } from "../signal.ts";

const paths = z.array(z.string());

const schema = z.object({
  ...common,
  repository: common.repository.extend({ default_branch: z.string() }),
  ref: z.string(),
  forced: z.boolean().nullish(),
  commits: z.array(z.object({ added: paths, removed: paths, modified: paths })),
});

type Payload = z.infer<typeof schema>;

/** Commits of one push that a payload lists (https://docs.github.com/en/webhooks/webhook-events-and-payloads#push). */
const listedMax = 2048;

/**
 * A push to the default branch may change the rules for what begins next. One to a pull request comes as
 * `pull_request.synchronize` as well.
 */
export function classifyPush(payload: unknown): Signal {
  return read(schema, payload, (given) => {
    if (given.ref !== `refs/heads/${given.repository.default_branch}`) {
      return ignored("a push to a pull request comes as pull_request.synchronize as well");
    }
    if (!mayChangeRules(given)) return ignored("the push changes nothing of the rules");
    return { kind: "errand", errand: { kind: "rules", repository: repositoryOf(given) } };
  });
}

/** What a forced push takes away is not listed, nor what is beyond the list's end. */
function mayChangeRules({ forced, commits }: Payload): boolean {
  if (forced === true || commits.length >= listedMax) return true;
  return commits.some(({ added, removed, modified }) => [...added, ...removed, ...modified].some(mayBelongToRules));
}
