import { setTimeout as delay } from "node:timers/promises";
import type OpenAI from "openai";
import { z } from "zod";
import type { Answer, Baton } from "./baton.ts";
import { batonTools } from "./baton-tools.ts";
import { converse } from "./converse.ts";
import { takeLease, type Lease } from "./lease.ts";
import type { Limits } from "./settings.ts";
import type { Tool, TurnEnd } from "./tool.ts";
import type { Turn } from "./turn.ts";
import { waitTool } from "./wait-tool.ts";
import type { Workplace } from "./workplace/workplace.ts";

/** What an agent plays with. */
export interface Agent {
  readonly baton: Baton;
  readonly client: OpenAI;
  readonly model: string;
  readonly limits: Limits;
  readonly workplace: Workplace;
  readonly say: (turn: Turn, what: string) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Takes one turn: accepts what waits, takes the phase on, and lets the model work until the baton is handed on. */
export async function takeTurn(agent: Agent, found: Turn): Promise<TurnEnd> {
  const turn = found.standing === "accept" ? await accept(agent, found) : found;
  if ("kind" in turn) return turn;
  const lease = await takeLease(agent.baton, turn);
  if ("kind" in lease) return lease;
  try {
    return await work(agent, turn, lease);
  } finally {
    lease.stop();
  }
}

/** Gives the model prompt and context, and the tools of the turn. */
async function work(agent: Agent, turn: Turn, lease: Lease): Promise<TurnEnd> {
  const { baton, say } = agent;
  const { workflow_id, role } = turn;
  const context = contextSchema.parse(valueOf(await baton.call("get_context", { workflow_id, role })));
  say(turn, `reads its prompt and the context of ${turn.current_state}`);
  const place = await agent.workplace.open(turn, (sha) => isHead(agent, turn, sha));
  try {
    const tools: readonly Tool[] = [
      ...batonTools(baton, turn, { headSha: place.headSha, fence: lease.fence }),
      ...place.tools,
      waitTool(agent.wait ?? delay),
    ];
    const end = await converse({
      client: agent.client,
      model: agent.model,
      system: `${context.system_prompt}\n\n${surroundings(place.tools)}`,
      message: context.context_message,
      tools,
      limits: agent.limits,
      onCall: (name) => say(turn, `calls ${name}`),
    });
    if (end.kind === "gave_up") await giveUp(agent, turn, { why: end.why, fence: lease.fence });
    return end;
  } finally {
    await place.close();
  }
}

async function accept({ baton, say }: Agent, turn: Turn): Promise<Turn | TurnEnd> {
  const { workflow_id, role, current_state: from } = turn;
  const answer = await baton.call("accept_handoff", { workflow_id, role, completed_state: from });
  if (!answer.ok) return { kind: "stopped", why: answer.text.split("\n", 1)[0] ?? "" };
  const { new_state: state } = z.looseObject({ new_state: z.string() }).parse(answer.value);
  say(turn, `accepts the baton: ${state}`);
  return { ...turn, standing: "work", current_state: state };
}

/** A turn that stands still for ever helps nobody: the reason goes to people, who can take it up again. */
async function giveUp(
  { baton }: Agent,
  { workflow_id, role, current_state: completed_state }: Turn,
  { why, fence }: { readonly why: string; readonly fence: number },
): Promise<void> {
  const notes = `The agent gave up: ${why}. What it has pushed, if anything, is on the branch.`;
  await baton.call("advance_workflow", { workflow_id, role, completed_state, next_state: "error", notes, fence });
}

/** Whether Baton knows of a commit that was pushed: it hears of it from GitHub. */
async function isHead({ baton }: Agent, { workflow_id }: Turn, sha: string): Promise<boolean> {
  const answer = await baton.call("get_workflow_status", { workflow_id });
  return answer.ok && answer.value["head_sha"] === sha;
}

function surroundings(tools: readonly Tool[]): string {
  return [
    "## Where you work",
    "You are run by a program that plays one turn. You have the tools that it gives you and nothing else: no shell, no network. Where the text above shows a call, use the tool of that name; `curl` is for others.",
    tools.length === 0
      ? "You have no checkout of the repository. Say in your result what you could not look at."
      : `You have a checkout of the head that the context message names: ${tools.map(({ name }) => name).join(", ")}.`,
    "Nobody reads what you write outside of tool calls. The turn ends when advance_workflow or request_retry succeeds.",
  ].join("\n\n");
}

function valueOf(answer: Answer): Readonly<Record<string, unknown>> {
  if (answer.ok) return answer.value;
  throw new Error(answer.text);
}

const contextSchema = z.looseObject({ system_prompt: z.string(), context_message: z.string() });
