import type { Database } from "../store/database.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Sender } from "../signals/signal.ts";
import type { Actor } from "../workflow/actor.ts";
import type { Evidence } from "../workflow/evidence.ts";
import type { EvidenceNeeds } from "../workflow/needs.ts";

/** What the orchestrator needs of the world. GitHub's side is implemented in `github/` and wired in `main.ts`. */
export interface World {
  readonly db: Database;
  /** Reads from GitHub what an intent must be judged on. */
  readonly gather: (pull: LoadedPull, needs: EvidenceNeeds) => Promise<Evidence>;
  /** Asks GitHub who somebody is to a repository. */
  readonly resolveActor: (repository: LoadedPull["repository"], sender: Sender) => Promise<Actor>;
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
}
