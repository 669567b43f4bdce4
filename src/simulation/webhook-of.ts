import { idOf } from "./id-of.ts";
import type { Scene } from "./scene.ts";
import type { Happening } from "./script-schema.ts";

export interface Webhook {
  readonly event: string;
  readonly payload: unknown;
}

/** The webhook that GitHub sends of a comment, as far as Baton reads it. */
export function webhookOfComment(scene: Scene, { by, text }: NonNullable<Happening["comment"]>): Webhook {
  const person = Object.hasOwn(scene.people, by) ? scene.people[by] : undefined;
  const type = typeof person === "object" && "app" in person ? "Bot" : "User";
  const sender = { id: idOf(by), login: by, type };
  return {
    event: "issue_comment",
    payload: {
      action: "created",
      repository: { id: 1, full_name: "owner/repository", owner: { id: 1 } },
      installation: { id: 1 },
      sender,
      issue: { number: 1, pull_request: {} },
      comment: { id: 1, body: text, created_at: scene.now.toISOString(), user: sender },
    },
  };
}
