import { z } from "zod";

/** One item of `list_my_work`: where it is the turn of one of the token's roles. */
export const turnSchema = z.object({
  workflow_id: z.uuid(),
  project_id: z.string(),
  pull_number: z.int(),
  role: z.string(),
  standing: z.string(),
  current_state: z.string(),
  head_sha: z.string(),
  updated_at: z.string(),
  /** Who has taken the phase on; null: nobody has. */
  claim: z.object({ yours: z.boolean() }).nullable(),
});

export type Turn = z.output<typeof turnSchema>;
