import type { Faults } from "../faults/faults.ts";
import type { DeliveryControl } from "../webhooks/post-office.ts";
import type { Observer } from "./exchange.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { RequestLog } from "./request-log.ts";

export interface ServeOptions {
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly deliveries: DeliveryControl;
  readonly limits: RateLimits;
  readonly observer: Observer;
  /** Resolves after so many milliseconds, or at once when the sandbox closes. */
  readonly wait: (delayMs: number) => Promise<void>;
}
