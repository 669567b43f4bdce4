import { flag, section, workflowFile } from "../values.ts";

/** How a role is told that it is its turn. */
export const callSection = section({
  mention: flag
    .optional()
    .meta({ default: false, description: "A new comment mentions the users, teams and Apps of the role." }),
  "request-review": flag
    .optional()
    .meta({ default: false, description: "The users and teams of the role are asked for a review." }),
  "actions-workflow": workflowFile.optional().meta({
    description:
      "The file in `.github/workflows` that is started, by `workflow_dispatch` on the default branch, with workflow id, role, phase, attempt, head SHA and API address as inputs.",
  }),
})
  .refine((call) => Object.keys(call).length <= 1, { error: "names several ways to call the role; choose one" })
  .meta({ maxProperties: 1 });
