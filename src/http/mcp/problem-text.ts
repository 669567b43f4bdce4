import { z } from "zod";

/** A problem of the API as text on which an agent can act: why, what is missing, and which tool would be taken now. */
export function problemText(problem: unknown): string {
  const { type, title, detail, current_state: state, missing, allowed } = known.parse(problem);
  const lines = [
    `${title} (${type}). ${detail}`,
    ...(typeof state === "string" ? [`The workflow is in ${state}.`] : []),
    ...(missing.length === 0 ? [] : ["Missing:", ...missing.map((each) => `- ${JSON.stringify(each)}`)]),
    ...(allowed.length === 0 ? [] : ["What would be taken now:", ...allowed.map((each) => `- ${showAllowed(each)}`)]),
  ];
  return lines.join("\n");
}

const allowedAction = z.looseObject({
  action: z.string(),
  leads_to: z.string().nullable(),
  roles: z.array(z.string()),
  scope: z.string().nullable(),
});

const known = z.looseObject({
  type: z.string(),
  title: z.string(),
  detail: z.string(),
  current_state: z.string().nullish(),
  missing: z.array(z.unknown()).default([]),
  allowed: z.array(allowedAction).default([]),
});

function showAllowed({ action, leads_to: target, roles, scope }: z.output<typeof allowedAction>): string {
  const who = [...roles, ...(scope === null ? [] : [`a token with the scope ${scope}`])].join(" or ");
  return `${ways[action] ?? `${action}, on the pull request`}${target === null ? "" : ` → ${target}`}${who === "" ? "" : `: ${who}`}`;
}

/** The tools for what the API calls actions. The others are for people. */
const ways: Readonly<Record<string, string>> = {
  start: "start_workflow",
  advance: "advance_workflow",
  accept: "accept_handoff",
  retry: "request_retry",
  rollback: "rollback_workflow",
  fail: "advance_workflow with next_state error",
};
