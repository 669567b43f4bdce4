import { z } from "zod";
import { buttonIntents } from "../report/buttons.ts";
import { permissions } from "../workflow/actor.ts";

const name = z.string().min(1).max(200);
const text = z.string().max(65_536);
const permission = z.enum(permissions);

/** Somebody, by what the repository lets them do, the teams they belong to, or the App whose bot it is. */
const person = z.union(
  [
    permission,
    z.strictObject({ permission: permission.default("none"), teams: z.array(name).max(50).default([]) }),
    z.strictObject({ app: name }),
  ],
  { error: `must be a permission (${permissions.join(", ")}), a mapping of permission and teams, or one of app` },
);

const by = { by: name };

/** What can happen, each under its name. */
const happenings = {
  comment: z.strictObject({ ...by, text }).optional(),
  check: z
    .strictObject({
      name,
      app: name.default("github-actions"),
      /** Completes it; without one it is in progress. */
      conclusion: z.string().min(1).max(50).optional(),
      summary: text.optional(),
    })
    .optional(),
  status: z.strictObject({ context: name, state: z.enum(["pending", "success", "failure", "error"]) }).optional(),
  actions: z.strictObject({ "waiting-for-approval": z.boolean() }).optional(),
  review: z
    .strictObject({
      ...by,
      state: z.enum(["approved", "changes_requested", "commented", "dismissed"]),
      body: text.optional(),
    })
    .optional(),
  deployment: z
    .strictObject({
      environment: name,
      state: z.enum(["pending", "success", "failure"]),
      creator: name.default("github-actions[bot]"),
      "contains-head": z.boolean().default(true),
    })
    .optional(),
  label: z.strictObject({ ...by, name }).optional(),
  unlabel: z.strictObject({ ...by, name }).optional(),
  button: z.strictObject({ ...by, name: z.enum(buttonIntents) }).optional(),
  opened: z.strictObject({ ...by }).optional(),
  push: z.strictObject({}).optional(),
  base: z.strictObject({ to: name }).optional(),
  draft: z.strictObject({}).optional(),
  ready: z.strictObject({}).optional(),
  close: z.strictObject({}).optional(),
  reopen: z.strictObject({}).optional(),
  merge: z.strictObject({}).optional(),
  wait: z
    .string()
    .regex(/^\d{1,6} ?(s|min|h|d)$/, { error: "must be a time, as in 30 s, 10 min, 2 h or 3 d" })
    .optional(),
  /** A webhook as GitHub sent it: the name in `X-GitHub-Event`, and the body, here or in a JSON file. */
  webhook: z
    .strictObject({ event: name, payload: z.unknown().optional(), "payload-file": name.optional() })
    .refine((given) => (given.payload === undefined) !== (given["payload-file"] === undefined), {
      error: "must have a payload or a payload-file",
    })
    .optional(),
};

const oneOfThem = `must say one thing that happens: ${Object.keys(happenings).join(", ")}`;

/** What takes nothing more may be its name alone: `- merge`. */
const event = z.preprocess(
  (given) => (typeof given === "string" ? { [given]: {} } : withoutNulls(given)),
  z
    .strictObject(happenings, { error: ({ code }) => (code === "invalid_type" ? oneOfThem : undefined) })
    .refine((given) => Object.keys(given).length === 1, { error: oneOfThem }),
);

/** `- merge:` is the same as `- merge`. */
function withoutNulls(given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]: [string, unknown]) => [key, value ?? {}]));
}

/** What is to be played: who there is, the pull request, and what happens in order. */
export const scriptSchema = z.strictObject({
  people: z.record(name, person).default({}),
  pull: z
    .strictObject({ author: name.optional(), draft: z.boolean().default(false), base: name.default("main") })
    .prefault({}),
  events: z.array(event).min(1, { error: "must hold at least one event" }).max(1000),
});

export type Script = z.output<typeof scriptSchema>;

export type Happening = Script["events"][number];
