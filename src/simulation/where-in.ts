import type { IntentOf } from "../workflow/intent.ts";
import type { Scene } from "./scene.ts";

/** The pull request of a simulation, and the workflow that would start on it next. */
export function whereIn({ made }: Scene): Pick<IntentOf<"start">, "workflowId" | "repositoryId" | "pullNumber"> {
  return { workflowId: `simulated-${String(made)}`, repositoryId: 1, pullNumber: 1 };
}
