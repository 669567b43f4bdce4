import { randomUUID } from "node:crypto";
import type { Observer } from "../rest/exchange.ts";
import type { World } from "../state/world.ts";
import { toDelivery } from "./emitter.ts";
import type { WebhookEvent } from "./event.ts";
import type { PostOffice } from "./post-office.ts";

/** Shows what goes out to the observer and hands it to the post office. */
export function dispatcher(
  world: World,
  about: { post: PostOffice; observer: Observer },
): (event: WebhookEvent) => void {
  return (event) => {
    const delivery = toDelivery(world, event, randomUUID());
    if (delivery === undefined) return;
    about.observer.payload?.(delivery.event, delivery.action, delivery.payload);
    about.post.post(delivery);
  };
}
