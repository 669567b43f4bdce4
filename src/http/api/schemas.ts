import { z } from "@hono/zod-openapi";
import { isPlainObject } from "../../workflow/storable.ts";
import { handoffKinds } from "../../workflow/decision.ts";
import { roles } from "../../workflow/roles.ts";
import { phases, states } from "../../workflow/states.ts";
import { build } from "./examples/build.ts";

/** Takes a word of a closed list in either case. */
const word = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string()
    .max(40)
    .toLowerCase()
    .pipe(z.enum(words))
    .openapi({ type: "string", enum: [...words] });

export const givenState = word(states);
export const givenRole = word(roles);
export const givenPhase = word(phases);

export const state = z.enum(states).openapi("State");
export const role = z.enum(roles).openapi("Role");
export const phase = z.enum(phases).openapi("Phase");
export const status = z.enum(["open", "complete", "cancelled"]).openapi("Status");
export const standing = z.enum(["work", "accept", "recover", "wait", "held", "over"]).openapi("Standing", {
  description:
    "How the role stands towards the workflow: it has the work; a handoff waits for it to accept; its phase failed and it may take it up again; another role has to act; it is on hold; it is over",
});
export const time = z.iso.datetime().openapi({ example: "2026-01-31T12:00:00.000Z" });

/** Free text that people will read. */
export const text = (max: number) => z.string().max(max);

/** Any JSON object; `decide` judges what is in it. A record of zod's would drop keys such as `__proto__` without a word. */
export const jsonObject = z
  .custom<Readonly<Record<string, unknown>>>(isPlainObject, { error: "must be a JSON object" })
  .openapi({ type: "object", additionalProperties: true });

export const workflowParams = z.object({
  workflow_id: z.uuid().openapi({
    param: { name: "workflow_id", in: "path" },
    description: "The workflow's id",
    example: build.workflowId,
  }),
});

export const projectParams = z.object({
  project_id: z
    .string()
    .min(1)
    .max(200)
    .openapi({
      param: { name: "project_id", in: "path" },
      description: "The repository: `owner/repo`, URL-encoded (`owner%2Frepo`), or its numeric id",
      example: "acme/shop",
    }),
});

export const actor = z
  .object({
    kind: z.enum(["user", "app", "token", "github", "baton"]),
    id: z.int().nullable().openapi({ description: "GitHub's numeric user id" }),
    login: z.string(),
  })
  .openapi("Actor");

export const handoffSummary = z
  .object({
    seq: z.int(),
    kind: z.enum(handoffKinds),
    from_state: state,
    to_state: state,
    from_role: role.nullable(),
    to_role: role.nullable(),
    notes: z.string().nullable(),
    head_sha: z.string(),
    by: actor,
    timestamp: time,
  })
  .openapi("HandoffSummary");

export const handoff = handoffSummary.extend({ data_transferred: jsonObject }).openapi("Handoff");

export const claim = z
  .object({
    holder: z.string(),
    yours: z.boolean().openapi({ description: "Whether the calling token has it" }),
    fence: z.int().openapi({ description: "Grows with each claim in a workflow; give it with what you hand on" }),
    expires_at: time.nullable().openapi({
      description: "When the phase is free again unless the holder is heard of; null where a person has it",
    }),
  })
  .openapi("Claim");

export const givenFence = z
  .int()
  .min(1)
  .optional()
  .openapi({ description: "The number of your claim; refused where another has taken its place" });

export const workflowSummary = z
  .object({
    workflow_id: z.uuid(),
    build_id: z.string(),
    project_id: z.string(),
    pull_number: z.int(),
    status,
    current_state: state,
    current_role: role.nullable(),
    claim: claim.nullable().openapi({ description: "Who has taken the phase on" }),
    retries: z.int(),
    head_sha: z.string(),
    created_at: time,
    updated_at: time,
    completed_at: time.nullable(),
  })
  .openapi("WorkflowSummary");

export const limitQuery = (max: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(max)
    .default(usual)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: usual });

export const cursorQuery = z.string().max(300).optional().openapi({ description: "`next_cursor` of the page before" });
