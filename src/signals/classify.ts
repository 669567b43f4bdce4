import { classifiers } from "./classifiers.ts";
import type { Self } from "./self.ts";
import { ignored, type Signal } from "./signal.ts";
import { whyUnused } from "./unused-events.ts";

/**
 * Says what a webhook means. Total: whatever the payload is, it is a request, a fact, an errand, or ignored because of something that
 * can be named. The reasons are few and bounded, since metrics and logs are made of them.
 */
export function classify(delivery: { readonly event: string; readonly payload: unknown }, self: Self): Signal {
  const classifier = classifiers.get(delivery.event);
  return classifier === undefined ? ignored(whyUnused(delivery.event)) : classifier(delivery.payload, self);
}
