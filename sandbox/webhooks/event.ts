import type { Actor, App, Installation } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { User } from "../state/accounts.ts";
import type { Json } from "../payloads/json.ts";

/** Something that happened, before it is known whether anyone is told. */
export interface WebhookEvent {
  /** As in `X-GitHub-Event`. */
  readonly name: string;
  readonly action: string | null;
  readonly sender: Actor;
  readonly repository?: Repository;
  readonly organization?: User;
  /** Given where the event is about the installation itself. */
  readonly installation?: Installation;
  /** Set for events that only the App they concern is told of, such as a pressed button. */
  readonly onlyFor?: App;
  /** What this event says beside repository, organization, installation and sender. */
  readonly body: Json;
}
