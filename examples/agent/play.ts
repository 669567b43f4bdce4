import { z } from "zod";
import { takeTurn, type Agent } from "./take-turn.ts";
import type { TurnEnd } from "./tool.ts";
import { turnSchema, type Turn } from "./turn.ts";

/** Turns that came to nothing, so that they are not taken again before something has happened. */
export type Left = Set<string>;

/**
 * Takes every turn that is there for the token, one after the other, and returns how many the agent handed on. What waits for
 * somebody to mend something (`recover`) is left to people.
 */
export async function playRound(agent: Agent, left: Left, workflowId: string | null = null): Promise<number> {
  let handedOn = 0;
  for (const turn of await myWork(agent)) {
    if (!isFree(turn) || left.has(markOf(turn)) || (workflowId !== null && turn.workflow_id !== workflowId)) continue;
    const end = await takeTurn(agent, turn);
    agent.say(turn, told(end));
    if (end.kind === "moved") handedOn += 1;
    else left.add(markOf(turn));
  }
  return handedOn;
}

/** Whether there is something to do that nobody else does. */
function isFree({ standing, claim }: Turn): boolean {
  return standing === "accept" || (standing === "work" && claim?.yours !== false);
}

async function myWork({ baton }: Agent): Promise<readonly Turn[]> {
  const answer = await baton.call("list_my_work", { limit: 100 });
  if (!answer.ok) throw new Error(answer.text);
  return z.looseObject({ work: z.array(turnSchema) }).parse(answer.value).work;
}

function markOf({ workflow_id, role, current_state, updated_at }: Turn): string {
  return [workflow_id, role, current_state, updated_at].join(" ");
}

function told(end: TurnEnd): string {
  switch (end.kind) {
    case "moved":
      return `is done: ${end.from} → ${end.to}`;
    case "stopped":
      return `stops: ${end.why}`;
    case "gave_up":
      return `gives up: ${end.why}`;
  }
}
