import { toPolicy } from "../rules/to-policy.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { RulesTrouble } from "../rules/trouble.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordRules } from "../store/record-rules.ts";
import { loadRuleSnapshot } from "../store/rule-snapshots.ts";
import { defaultPolicy, type Policy } from "../workflow/policy.ts";
import type { World } from "./ports.ts";

/** Rules to judge by. */
export interface HeldRules {
  /** Null: the defaults. */
  readonly rulesDigest: string | null;
  readonly snapshot: RuleSnapshot | null;
  readonly policy: Policy;
  /** Whether they are older ones, because those of now cannot be taken. */
  readonly rulesAreBroken?: boolean;
}

/** The rules that hold in a repository now, and what is wrong with its file where that is why they are older ones. */
export interface TakenRules extends HeldRules {
  readonly trouble: RulesTrouble | null;
}

/**
 * Reads a repository's rules as they are now. While its file is broken, or cannot be read, the last good one holds; without
 * one the defaults do.
 *
 * @param afresh asks again whom names stand for, though the file is the one that was read before.
 */
export async function takeRules(
  world: World,
  repository: LoadedPull["repository"],
  { afresh = false }: { readonly afresh?: boolean } = {},
): Promise<TakenRules> {
  const { db, now } = world;
  const last = repository.rulesDigest === null ? null : await loadRuleSnapshot(db, repository.rulesDigest);
  const read = await world.readRules(repository, afresh ? null : last);
  const at = { now: now() };
  switch (read.kind) {
    case "none":
      await recordRules(db, repository, { rules: null, blobSha: null, trouble: null, ...at });
      return { rulesDigest: null, snapshot: null, policy: defaultPolicy, trouble: null };
    case "good": {
      const { snapshot } = read;
      const rulesDigest = await recordRules(db, repository, {
        rules: snapshot,
        blobSha: snapshot.blobSha,
        trouble: null,
        ...at,
      });
      return { rulesDigest, snapshot, policy: toPolicy(snapshot.rules), trouble: null };
    }
    case "broken":
    case "refused": {
      const trouble: RulesTrouble =
        read.kind === "broken" ? { kind: "broken", problems: read.problems } : { kind: "refused", what: read.what };
      const blobSha = read.kind === "broken" ? read.blobSha : repository.rulesBlobSha;
      const rulesDigest = await recordRules(db, repository, { rules: "last", blobSha, trouble, ...at });
      return {
        rulesDigest,
        snapshot: last,
        policy: last === null ? defaultPolicy : toPolicy(last.rules),
        trouble,
        rulesAreBroken: true,
      };
    }
  }
}
