import type { PullDriver } from "../../sandbox/sandbox.ts";
import { parseRules } from "../../src/rules/parse-rules.ts";
import { toPolicy } from "../../src/rules/to-policy.ts";
import { query } from "../../src/store/database.ts";
import type { Relay } from "./relay.ts";

/** Lets the open workflow of a pull request go by other rules from its next change on. */
export async function pinRules(relay: Relay, pull: PullDriver, text: string): Promise<void> {
  const parsed = parseRules(text);
  if (!parsed.ok) throw new Error(`These are no rules: ${parsed.problems.map(({ message }) => message).join("; ")}`);
  await query(
    relay.db,
    "update build_workflows set policy = $3::jsonb where repository_id = $1 and pull_number = $2 and status = 'open'",
    [pull.repositoryId, pull.number, JSON.stringify(toPolicy(parsed.rules))],
  );
}
