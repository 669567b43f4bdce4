import { matches } from "./delivery.ts";
import type { Attempt, Delivery, DeliveryMatch } from "./delivery.ts";
import type { Mailer } from "./mailer.ts";

/** What a test may do to deliveries that GitHub does to them on bad days. */
export interface DeliveryControl {
  /** Every attempt, oldest first. */
  readonly attempts: readonly Attempt[];
  /** Holds what comes from now on, or what of it matches. */
  readonly pause: (match?: DeliveryMatch) => void;
  /** Holds no more and sends what was held, in order. */
  readonly resume: () => void;
  readonly held: () => readonly Delivery[];
  /** Sends held deliveries by GUID or by place in `held()`, in the order given; all when none are named. */
  readonly release: (order?: readonly (string | number)[]) => void;
  /** Sends a delivery once more, or each of the next ones several times (twice unless told). */
  readonly double: (which: string | { readonly next: number; readonly times?: number }) => void;
  /** The same delivery again, as the button in GitHub's settings does it. */
  readonly redeliver: (guid: string) => void;
  /** Loses the next deliveries that match (one unless told); they are recorded as failed. */
  readonly drop: (match: DeliveryMatch, times?: number) => void;
}

export interface PostOffice {
  readonly post: (delivery: Delivery) => void;
  readonly control: DeliveryControl;
}

/** Where webhooks wait, double and get lost before they are sent. */
export function openPostOffice(mailer: Mailer): PostOffice {
  const held: Delivery[] = [];
  let holding: DeliveryMatch | null = null;
  let doubling = { left: 0, times: 1 };
  const sent = (guid: string): Delivery => {
    const attempt = mailer.attempts.find((one) => one.delivery.guid === guid);
    if (attempt === undefined) throw new Error(`No delivery ${guid} was ever sent.`);
    return attempt.delivery;
  };
  const release = (order?: readonly (string | number)[]): void => {
    const wanted = order === undefined ? [...held] : order.map((one) => pick(held, one));
    for (const delivery of wanted) {
      held.splice(held.indexOf(delivery), 1);
      mailer.enqueue(delivery, false);
    }
  };
  const post = (delivery: Delivery): void => {
    // Without an address there is no hook: nothing is sent and nothing recorded.
    if (!mailer.isAddressed()) return;
    if (holding !== null && matches(holding, delivery)) {
      held.push(delivery);
      return;
    }
    const times = doubling.left > 0 ? doubling.times : 1;
    doubling = { ...doubling, left: Math.max(0, doubling.left - 1) };
    for (let count = 0; count < times; count += 1) mailer.enqueue(delivery, count > 0);
  };
  return {
    post,
    control: {
      attempts: mailer.attempts,
      pause: (match = () => true) => void (holding = match),
      resume: () => {
        holding = null;
        release();
      },
      held: () => [...held],
      release,
      double: (which) => {
        if (typeof which === "string") mailer.enqueue(sent(which), true);
        else doubling = { left: which.next, times: which.times ?? 2 };
      },
      redeliver: (guid) => mailer.enqueue(sent(guid), true),
      drop: (match, times = 1) => mailer.drop(match, times),
    },
  };
}

function pick(held: readonly Delivery[], wanted: string | number): Delivery {
  const found = typeof wanted === "number" ? held[wanted] : held.find((one) => one.guid === wanted);
  if (found !== undefined) return found;
  const known = held.map((one) => one.guid).join(", ") || "none";
  throw new Error(`No delivery ${wanted} is held; held are: ${known}.`);
}
