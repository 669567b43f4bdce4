import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Request } from "../signals/signal.ts";
import type { KeptRequest } from "../store/deliveries.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Actor } from "../workflow/actor.ts";
import type { LatestPull } from "./latest-pull.ts";

/** A kept request as it is found, with the pull request that it is about, as that was when the sync began to apply. */
export interface GivenRequest<R extends Request = Request> {
  readonly pull: LoadedPull;
  readonly kept: KeptRequest;
  readonly request: R;
}

/** A kept request on its way into the workflow. */
export interface Applying<R extends Request = Request> extends GivenRequest<R> {
  /** Who asks, under the rules that it is judged by. */
  readonly by: (rules: RuleSnapshot | null) => Promise<Actor>;
  /** The pull request as the requests and commands before this one left it. */
  readonly latest: LatestPull;
  /** When it was said on GitHub's clock, or when it came where the payload does not tell. */
  readonly at: Date;
}
