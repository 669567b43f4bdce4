import { z } from "zod";
import { noEvidence, type Evidence } from "../workflow/evidence.ts";
import { time } from "./stored-json.ts";

/** Reads kept evidence. It is a copy of what GitHub said: what another version of Baton kept in another shape is none. */
export function readEvidence(stored: unknown): Evidence {
  return evidence.safeParse(stored).data ?? noEvidence;
}

const text = z.string().nullable();

const pull = z.object({
  readAt: time,
  headSha: z.string(),
  headChangedAt: time.nullable(),
  baseRef: z.string(),
  draft: z.boolean(),
  open: z.boolean(),
  merged: z.boolean(),
  mergeSha: text,
  title: z.string(),
  body: text,
  authorId: z.int().nullable(),
  labels: z.array(z.string()),
});

const check = z.object({
  id: z.string(),
  order: z.number(),
  kind: z.enum(["check_run", "status", "check_suite"]),
  suiteId: z.int().nullable().default(null),
  name: z.string(),
  app: z.string(),
  status: z.enum(["queued", "in_progress", "waiting", "completed"]),
  conclusion: text,
  url: text,
  summary: text,
  changedAt: time.nullable(),
});

const suite = z.object({
  id: z.int(),
  app: z.string(),
  completed: z.boolean(),
  conclusion: text,
  runCount: z.int(),
  actionsWorkflow: z.object({ id: z.int(), name: z.string(), event: z.string() }).nullable().default(null),
  url: text.default(null),
  changedAt: time.nullable(),
});

const review = z.object({
  id: z.string(),
  reviewerId: z.int(),
  reviewer: z.string(),
  state: z.enum(["approved", "changes_requested", "commented", "dismissed"]),
  headSha: z.string(),
  holdsRole: z.boolean(),
  body: text,
  url: text,
  submittedAt: time,
});

const deployment = z.object({
  id: z.string(),
  environment: z.string(),
  creator: z.string(),
  containsHead: z.boolean(),
  state: z.enum(["pending", "success", "failure"]),
  url: text,
  changedAt: time,
});

const evidence: z.ZodType<Evidence> = z.object({
  pull: pull.nullable(),
  checks: z.object({ readAt: time, headSha: z.string(), runs: z.array(check), suites: z.array(suite) }).nullable(),
  reviews: z.object({ readAt: time, headSha: z.string(), reviews: z.array(review) }).nullable(),
  deployments: z.object({ readAt: time, deployments: z.array(deployment) }).nullable(),
});
