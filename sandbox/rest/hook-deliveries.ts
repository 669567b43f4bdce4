import { GitHubError, notFound } from "../github-error.ts";
import { attemptShape, fullAttemptShape } from "../payloads/attempt.ts";
import type { World } from "../state/world.ts";
import type { Attempt } from "../webhooks/delivery.ts";
import type { DeliveryControl } from "../webhooks/post-office.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { requireApp } from "./app.ts";
import { idParameter } from "./enter.ts";

const keptMs = 3 * 24 * 60 * 60 * 1000;

/** What became of the App's webhooks in the last three days, newest first, and how to have them sent again. */
export function hookDeliveryRoutes(world: World, deliveries: DeliveryControl): Api {
  const api = newApi();
  const kept = (): readonly Attempt[] => {
    const oldest = world.clock().getTime() - keptMs;
    return deliveries.attempts.filter((attempt) => attempt.deliveredAt.getTime() > oldest);
  };
  const attemptIn = (c: Call): Attempt => {
    const id = idParameter(c, "delivery");
    const attempt = kept().find((one) => one.id === id);
    if (attempt === undefined) throw notFound();
    return attempt;
  };
  api.get("/app/hook/deliveries", (c) => {
    requireApp(c);
    const newestFirst = kept().toReversed().filter(isAskedFor(c));
    return c.json(pageAt(c, newestFirst).map(attemptShape));
  });
  api.get("/app/hook/deliveries/:delivery", (c) => {
    requireApp(c);
    return c.json(fullAttemptShape(attemptIn(c)));
  });
  api.post("/app/hook/deliveries/:delivery/attempts", (c) => {
    requireApp(c);
    deliveries.redeliver(attemptIn(c).delivery.guid);
    return c.json({}, 202);
  });
  return api;
}

/** The cursor is the id that the next page starts with; GitHub's means nothing to clients either. */
function pageAt(c: Call, attempts: readonly Attempt[]): readonly Attempt[] {
  const size = Math.min(100, Number(c.req.query("per_page") ?? "30") || 30);
  const cursor = c.req.query("cursor");
  const start = cursor === undefined ? 0 : attempts.findIndex((one) => `v1_${one.id}` === cursor);
  if (start < 0) throw new GitHubError(422, "Invalid cursor");
  const next = attempts[start + size];
  if (next !== undefined) {
    const url = new URL(c.req.url);
    url.searchParams.set("cursor", `v1_${next.id}`);
    c.header("link", `<${url.href}>; rel="next"`);
  }
  return attempts.slice(start, start + size);
}

/** As on GitHub, `failure` finds only those that were answered with an error, not those that nobody answered. */
function isAskedFor(c: Call): (attempt: Attempt) => boolean {
  const status = c.req.query("status");
  return ({ statusCode }) => {
    if (status === "success") return statusCode >= 200 && statusCode < 400;
    return status !== "failure" || (statusCode >= 400 && statusCode < 600);
  };
}
