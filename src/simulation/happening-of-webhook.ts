import { z } from "zod";
import type { Happening } from "./script-schema.ts";
import type { Webhook } from "./webhook-of.ts";

const login = z.object({ login: z.string() });

const shapes = {
  check_run: z
    .object({
      check_run: z.object({
        name: z.string(),
        conclusion: z.string().nullish(),
        app: z.object({ slug: z.string() }).nullish(),
      }),
    })
    .transform(({ check_run: { name, conclusion, app } }): Happening => {
      return { check: { name, app: app?.slug ?? "unknown", conclusion: conclusion ?? undefined } };
    }),
  status: z
    .object({ context: z.string(), state: z.enum(["pending", "success", "failure", "error"]) })
    .transform(({ context, state }): Happening => ({ status: { context, state } })),
  pull_request_review: z
    .object({
      review: z.object({
        user: login,
        state: z
          .string()
          .toLowerCase()
          .pipe(z.enum(["approved", "changes_requested", "commented", "dismissed"])),
        body: z.string().nullish(),
      }),
    })
    .transform(({ review: { user, state, body } }): Happening => {
      return { review: { by: user.login, state, body: body ?? undefined } };
    }),
  deployment_status: z
    .object({
      deployment: z.object({ environment: z.string(), creator: login.nullish() }),
      deployment_status: z.object({ state: z.string() }),
    })
    .transform(({ deployment: { environment, creator }, deployment_status: { state } }): Happening => {
      const known = state === "success" ? "success" : state === "failure" || state === "error" ? "failure" : "pending";
      const about = { environment, creator: creator?.login ?? "", "contains-head": true };
      return { deployment: { ...about, state: known } };
    }),
  pull_request: z
    .object({
      action: z.string(),
      pull_request: z.object({ merged: z.boolean().nullish(), base: z.object({ ref: z.string() }).nullish() }),
    })
    .transform(({ action, pull_request: { merged, base } }): Happening => {
      switch (action) {
        case "synchronize":
          return { push: {} };
        case "closed":
          return merged === true ? { merge: {} } : { close: {} };
        case "reopened":
          return { reopen: {} };
        case "ready_for_review":
          return { ready: {} };
        case "converted_to_draft":
          return { draft: {} };
        default:
          return base?.ref === undefined ? {} : { base: { to: base.ref } };
      }
    }),
} as const;

/** What a recorded webhook says has happened, taken at its word; nothing where it is about something else. */
export function happeningOfWebhook({ event, payload }: Webhook): Happening {
  const shape = Object.hasOwn(shapes, event) ? shapes[event as keyof typeof shapes] : null;
  return shape?.safeParse(payload).data ?? {};
}
