import { z } from "zod";
import { eventTypes, handoffKinds } from "../workflow/decision.ts";
import type { ActorRef } from "../workflow/actor.ts";
import { defaultPolicy, type Call, type Policy } from "../workflow/policy.ts";
import { roles } from "../workflow/roles.ts";
import { phases, states, type Phase } from "../workflow/states.ts";
import type { Claim, Hold, PhaseRecord, WorkflowMetadata } from "../workflow/workflow.ts";

/** Times are ISO 8601 in JSON and dates in the core. */
export const time = z.iso.datetime().transform((text) => new Date(text));

export const state = z.enum(states);
export const role = z.enum(roles);
export const eventType = z.enum(eventTypes);
export const handoffKind = z.enum(handoffKinds);

export const json = z.record(z.string(), z.unknown());

export const actorRef: z.ZodType<ActorRef> = z.object({
  kind: z.enum(["user", "app", "token", "github", "baton"]),
  id: z.int().nullable(),
  // Tokens were known by their label alone once.
  identity: z.string().exactOptional(),
  login: z.string(),
});

export const hold: z.ZodType<Hold> = z.object({ by: actorRef, reason: z.string().nullable(), at: time });

export const claim: z.ZodType<Claim> = z.object({
  by: actorRef,
  at: time,
  fence: z.int(),
  expiresAt: time.nullable(),
});

/** What was heard of whoever has a claim, since the workflow was last saved. */
export const claimRenewal = z.object({ fence: z.int(), expiresAt: time });

export const phaseRecords: z.ZodType<Partial<Record<Phase, PhaseRecord>>> = z.partialRecord(
  z.enum(phases),
  z.object({
    attempts: z.int(),
    elapsedMs: z.number(),
    enteredAt: time.nullable(),
    completedAt: time.nullable(),
    completedBy: actorRef.nullable(),
  }),
);

export const metadata: z.ZodType<WorkflowMetadata> = z.object({
  requirements: z.string().nullable(),
  startedBy: actorRef,
  given: json,
});

/** A name alone is how a check was kept before its App could be told. */
const namedCheck = z.union([
  z.string().transform((name) => ({ name, app: null })),
  z.object({ name: z.string(), app: z.string().nullable() }),
]);

const onFailure = z.enum(["retry", "fail", "nothing"]);

export const call: z.ZodType<Call> = z.discriminatedUnion("way", [
  z.object({ way: z.literal("mention"), names: z.array(z.string()) }),
  z.object({ way: z.literal("request_review"), users: z.array(z.string()), teams: z.array(z.string()) }),
  z.object({ way: z.literal("actions_workflow"), file: z.string() }),
]);

const rolePolicies: z.ZodType<Policy["roles"]> = z.record(
  z.enum(roles),
  // Workflows that were started before roles could be called have no word of it.
  z.object({ accept: z.enum(["manual", "automatic"]), call: call.nullable().default(null) }),
);

export const policy: z.ZodType<Policy> = z.object({
  // Workflows that began before rules counted were started by somebody.
  start: z.enum(["manual", "opened", "label"]).default("manual"),
  roles: rolePolicies,
  testing: z.object({
    checks: z.union([z.literal("all"), z.array(namedCheck)]),
    onFailure,
    settleSeconds: z.number(),
  }),
  verification: z.object({ approvals: z.int(), onChangesRequested: onFailure }),
  deployment: z.object({
    environment: z.string().nullable(),
    creator: z.string().nullable(),
    completeOn: z.enum(["command", "deployment", "merge"]),
  }),
  gate: z.enum(phases),
  limits: z.object({
    retries: z.int(),
    phaseHours: z.partialRecord(z.enum(phases), z.number()),
    // Workflows that were started before phases could be claimed have no word of it.
    claimMinutes: z.number().default(defaultPolicy.limits.claimMinutes),
  }),
  separationOfDuties: z.boolean(),
});
