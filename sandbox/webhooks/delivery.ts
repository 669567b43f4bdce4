import type { Json } from "../payloads/json.ts";

/** A webhook on its way. Redeliveries keep the GUID. */
export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly payload: Json;
}

/** One time that a delivery was sent, as the App's list of deliveries shows it. */
export interface Attempt {
  readonly id: number;
  readonly delivery: Delivery;
  readonly deliveredAt: Date;
  readonly redelivery: boolean;
  readonly durationSeconds: number;
  readonly status: string;
  readonly statusCode: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  readonly responseBody: string | null;
}

/** Picks deliveries by event (`check_run`), by event and action (`check_run.completed`), or by a question. */
export type DeliveryMatch = string | ((delivery: Delivery) => boolean);

export function matches(match: DeliveryMatch, delivery: Delivery): boolean {
  if (typeof match === "function") return match(delivery);
  return match === delivery.event || match === `${delivery.event}.${delivery.action ?? ""}`;
}
