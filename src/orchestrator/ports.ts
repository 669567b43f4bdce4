import type { Database } from "../store/database.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { SchemaFault } from "../rules/read-handoff-schemas.ts";
import type { RulesRead } from "../rules/rules-read.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Sender } from "../signals/said.ts";
import type { Actor } from "../workflow/actor.ts";
import type { Evidence } from "../workflow/evidence.ts";
import type { JsonProblem } from "../workflow/json-problem.ts";
import type { PhaseResult } from "../workflow/phase-results.ts";
import type { EvidenceNeeds } from "../workflow/needs.ts";

/** What the orchestrator needs of the world. GitHub's side is implemented in `github/` and wired in `main.ts`. */
export interface World {
  readonly db: Database;
  /** Reads from GitHub what an intent must be judged on. Where it is forced, verdicts are left out that GitHub refuses to show. */
  readonly gather: (pull: LoadedPull, needs: EvidenceNeeds, how?: { readonly isForced: boolean }) => Promise<Evidence>;
  /**
   * Reads a repository's rules as they are now. `known` are those that were read before: while the file is the same, names
   * stand for whom they stood for then.
   */
  readonly readRules: (repository: LoadedPull["repository"], known: RuleSnapshot | null) => Promise<RulesRead>;
  /** Rules with their teams as GitHub shows them now: one that is gone is null, one that Baton may not see any more `hidden`. */
  readonly teamsNow: (repository: LoadedPull["repository"], rules: RuleSnapshot) => Promise<RuleSnapshot>;
  /** Asks GitHub who somebody is to a repository, and which roles the rules give them; null: the defaults. */
  readonly resolveActor: (
    repository: LoadedPull["repository"],
    sender: Sender,
    rules: RuleSnapshot | null,
  ) => Promise<Actor>;
  /** Where a phase's result does not match a repository's JSON Schema; empty where it does. */
  readonly checkResult: (result: PhaseResult, schema: unknown) => Promise<readonly JsonProblem[]>;
  readonly schemaFault: SchemaFault;
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
}
