import { z } from "zod";
import type { CheckRunChange } from "../actions/check-runs.ts";
import { invalid } from "../github-error.ts";

const text = z.string().max(65535, "is too long (maximum is 65535 characters)");

const annotation = z
  .object({
    path: z.string(),
    start_line: z.int(),
    end_line: z.int(),
    start_column: z.int().optional(),
    end_column: z.int().optional(),
    annotation_level: z.enum(["notice", "warning", "failure"]),
    message: text,
    title: z.string().max(255).optional(),
    raw_details: text.optional(),
  })
  .refine((one) => one.start_column === undefined || one.start_line === one.end_line, {
    path: ["start_column"],
    message: "is only allowed when start_line and end_line are the same",
  });

const fields = {
  details_url: z.url().optional(),
  external_id: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  // `stale` is GitHub's alone to set.
  conclusion: z
    .enum(["action_required", "cancelled", "failure", "neutral", "skipped", "success", "timed_out"])
    .optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: z
    .object({
      title: z.string(),
      summary: text,
      text: text.optional(),
      annotations: z.array(annotation).max(50, "No more than 50 annotations are allowed per request.").optional(),
    })
    .optional(),
  actions: z
    .array(z.object({ label: z.string().max(20), description: z.string().max(40), identifier: z.string().max(20) }))
    .max(3, "No more than 3 actions are allowed.")
    .optional(),
};

export const creation = z.object({ ...fields, name: z.string().min(1), head_sha: z.string().min(1) });
export const update = z.object({ ...fields, name: z.string().min(1).optional() });

/** What a request changes about a run. A run cannot be completed without a conclusion. */
export function changeOf(request: z.output<typeof update>): CheckRunChange {
  const { output } = request;
  if (request.status === "completed" && request.conclusion === undefined) {
    throw invalid({ resource: "CheckRun", field: "conclusion", code: "missing_field" });
  }
  return {
    name: request.name,
    status: request.status,
    conclusion: request.conclusion,
    detailsUrl: request.details_url,
    externalId: request.external_id,
    startedAt: request.started_at === undefined ? undefined : new Date(request.started_at),
    completedAt: request.completed_at === undefined ? undefined : new Date(request.completed_at),
    output:
      output === undefined ? undefined : { title: output.title, summary: output.summary, text: output.text ?? null },
    annotations: output?.annotations,
    actions: request.actions,
  };
}
