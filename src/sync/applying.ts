import type { Request } from "../signals/signal.ts";
import type { KeptRequest } from "../store/deliveries.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Actor } from "../workflow/actor.ts";

/** A kept request on its way into the workflow, with who asks as GitHub says. */
export interface Applying<R extends Request = Request> {
  readonly pull: LoadedPull;
  readonly kept: KeptRequest;
  readonly request: R;
  readonly by: Actor;
  /** When it was said on GitHub's clock, or when it came where the payload does not tell. */
  readonly at: Date;
}
