import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { classifiers } from "./signals/classifiers.ts";
import type { Signal } from "./signals/signal.ts";

/** What the process counts, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly countDelivery: (event: string, meaning: Signal["kind"]) => void;
}

/** Events by name; everything else is counted as `other`, so that a header cannot make up names without end. */
const namedEvents: ReadonlySet<string> = new Set([...classifiers.keys(), "ping"]);

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: "baton_deliveries_total",
    help: "Webhook deliveries with a valid signature, by event and by what they meant: request, fact, errand or ignored.",
    labelNames: ["event", "meaning"],
    registers: [registry],
  });
  return {
    registry,
    countDelivery: (event, meaning) => {
      deliveries.inc({ event: namedEvents.has(event) ? event : "other", meaning });
    },
  };
}
