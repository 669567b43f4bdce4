import type { Installation } from "../state/accounts.ts";
import { installationShape } from "../payloads/app.ts";
import { nodeId } from "../payloads/json.ts";
import type { Json } from "../payloads/json.ts";
import { repositoryShape } from "../payloads/repository.ts";
import { organizationShape, userShape } from "../payloads/user.ts";
import { installationOn } from "../state/directory.ts";
import type { World } from "../state/world.ts";
import { grantsAny } from "../access/grants.ts";
import { needsOfEvent } from "./event-needs.ts";
import type { WebhookEvent } from "./event.ts";
import type { Delivery } from "./delivery.ts";

/** Events that every App gets, whatever it subscribed to. */
const unasked: ReadonlySet<string> = new Set(["installation", "installation_repositories", "installation_target"]);

/** Turns an event into the delivery that the App being built gets of it, or undefined where GitHub would send it none. */
export function toDelivery(world: World, event: WebhookEvent, guid: string): Delivery | undefined {
  const installation = event.installation ?? installationFor(world, event);
  if (installation === undefined || installation.app !== world.app) return undefined;
  if (installation.suspendedAt !== null && event.name !== "installation") return undefined;
  if (event.onlyFor !== undefined && event.onlyFor !== world.app) return undefined;
  if (!unasked.has(event.name) && !isSubscribed(world, event.name)) return undefined;
  return {
    guid,
    event: event.name,
    action: event.action,
    installationId: installation.id,
    repositoryId: event.repository?.id ?? null,
    payload: payloadOf(world, event, installation),
  };
}

function isSubscribed(world: World, name: string): boolean {
  const { permissions, events } = world.app;
  const bringsChecks = permissions["checks"] === "write" && (name === "check_run" || name === "check_suite");
  return bringsChecks || (events.includes(name) && grantsAny(permissions, needsOfEvent(name)));
}

function installationFor(world: World, event: WebhookEvent): Installation | undefined {
  if (event.repository !== undefined) return installationOn(world, event.repository);
  return [...world.installations.values()].find((one) => one.account === event.organization);
}

function payloadOf(world: World, event: WebhookEvent, installation: Installation): Json {
  const organization = event.organization ?? event.repository?.owner;
  return {
    ...(event.action === null ? {} : { action: event.action }),
    ...(event.repository === undefined ? {} : { repository: repositoryShape(world, event.repository) }),
    ...(organization?.type === "Organization" ? { organization: organizationShape(world, organization) } : {}),
    installation:
      event.installation === undefined
        ? { id: installation.id, node_id: nodeId("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation.id) }
        : installationShape(world, installation),
    sender: userShape(world, event.sender.user),
    ...event.body,
  };
}
