import { recoverLimit } from "../workflow/recovery.ts";
import { isBefore, states } from "../workflow/states.ts";
import { transitions, type Transition } from "../workflow/transitions.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { stateNames } from "./state-names.ts";

/** The states as a Mermaid diagram: those behind and the current one marked; in error, the way in and out again. */
export function diagram(workflow: Workflow): string {
  const { currentState, errorFrom } = workflow;
  const shown = states.filter((state) => state !== "error" || currentState === "error");
  const behind = shown.filter((state) => isBefore(state, errorFrom ?? currentState));
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...shown.map((state) => `    state "${stateNames[state]}" as ${state}`),
    "    [*] --> discovery",
    ...transitions.filter((transition) => isShown(transition, workflow)).map(arrow),
    "    complete --> [*]",
    // Colours by name: a number sign would be taken for a reference where the comment is read as plain text.
    "    classDef behind fill:honeydew,color:black,stroke:green",
    "    classDef current fill:gold,color:black,stroke:black,stroke-width:3px",
    ...(behind.length === 0 ? [] : [`    class ${behind.join(",")} behind`]),
    `    class ${currentState} current`,
    "```",
  ].join("\n");
}

/** Any state can fail and any phase be recovered to; drawing only what happened keeps the line readable. */
function isShown({ from, to, kind }: Transition, workflow: Workflow): boolean {
  switch (kind) {
    case "step":
    case "retry":
      return true;
    case "fail":
      return from === workflow.errorFrom;
    case "recover":
      return workflow.currentState === "error" && to === recoverLimit(workflow);
  }
}

function arrow({ from, to, kind }: Transition): string {
  return `    ${from} --> ${to}${kind === "step" ? "" : `: ${kind}`}`;
}
