import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { RulesTrouble } from "../rules/trouble.ts";
import { query, type Database } from "./database.ts";
import { digest } from "./hash-chain.ts";
import type { LoadedPull } from "./load-pull.ts";
import { toJsonb, toStorable } from "./storable.ts";

/** A repository's rules as they were just read. */
export interface RulesToRecord {
  /** The good rules that hold from now on; `last` where those read before still do, null for the defaults. */
  readonly rules: RuleSnapshot | "last" | null;
  readonly blobSha: string | null;
  readonly trouble: RulesTrouble | null;
  readonly now: Date;
}

/** Records what was read of a repository's rules, if it is not known already. Returns the digest of those that hold. */
export async function recordRules(
  db: Database,
  repository: LoadedPull["repository"],
  { rules, blobSha, trouble, now }: RulesToRecord,
): Promise<string | null> {
  const snapshot = rules === "last" ? null : toStorable(rules);
  const name = rules === "last" ? repository.rulesDigest : snapshot === null ? null : digest(snapshot).toString("hex");
  const isKnown =
    name === repository.rulesDigest &&
    blobSha === repository.rulesBlobSha &&
    digest(trouble).equals(digest(repository.rulesProblem));
  if (isKnown) return name;
  await query(
    db,
    statement,
    [
      repository.id,
      name,
      snapshot === null ? null : toJsonb(snapshot),
      blobSha,
      trouble === null ? null : toJsonb(trouble),
      now,
    ],
    "record-rules",
  );
  return name;
}

const statement = `
with snapshot as (
  insert into rule_snapshots (digest, snapshot)
  select $2::text, $3::jsonb where $3::jsonb is not null
  on conflict (digest) do nothing
)
update repositories
set rules_digest = $2::text, rules_blob_sha = $4, rules_problem = $5::jsonb, rules_read_at = $6::timestamptz
where id = $1`;
