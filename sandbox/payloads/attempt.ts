import type { Attempt } from "../webhooks/delivery.ts";
import type { Json } from "./json.ts";

/** One attempt in the list of an App's deliveries. */
export function attemptShape(attempt: Attempt): Json {
  const { delivery } = attempt;
  return {
    id: attempt.id,
    guid: delivery.guid,
    delivered_at: attempt.deliveredAt.toISOString(),
    redelivery: attempt.redelivery,
    duration: attempt.durationSeconds,
    status: attempt.status,
    status_code: attempt.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

export function fullAttemptShape(attempt: Attempt): Json {
  return {
    ...attemptShape(attempt),
    url: "",
    request: { headers: attempt.requestHeaders, payload: attempt.delivery.payload },
    response: { headers: attempt.responseHeaders, payload: attempt.responseBody },
  };
}
