import { randomUUID } from "node:crypto";
import type { Answer, Baton, ListedTool } from "./baton.ts";
import { ToolError, type Arguments, type Tool, type ToolAnswer } from "./tool.ts";
import type { Turn } from "./turn.ts";

/** The tools of Baton that belong to a turn. The others are not for the model: it plays one turn, of one workflow. */
const offered: ReadonlySet<string> = new Set([
  "advance_workflow",
  "request_retry",
  "get_handoff",
  "get_workflow_status",
  "get_workflow_history",
  "explain",
]);

/** Tools that end the turn where they succeed. */
const ending: ReadonlySet<string> = new Set(["advance_workflow", "request_retry"]);

/** Refusals after which nothing is left to be done in this turn. */
const over = ["stale-state", "wrong-role", "held", "finished", "claimed", "claim-lost", "merged", "not-found"];

/** What the program knows better than the model. */
interface Standing {
  /** The commit that is worked on. */
  readonly headSha: () => string;
  /** The number of the agent's claim. */
  readonly fence: number;
}

/**
 * The tools of Baton as the model gets them for one turn. Whatever a text on the pull request talks the model into, its calls are
 * about this workflow and this role alone.
 */
export function batonTools(baton: Baton, turn: Turn, { headSha, fence }: Standing): readonly Tool[] {
  const bound = { workflow_id: turn.workflow_id, role: turn.role, completed_state: turn.current_state };
  return baton.tools
    .filter(({ name }) => offered.has(name))
    .map((tool) => ({
      name: tool.name,
      description: tool.description ?? tool.name,
      parameters: parametersOf(tool, bound),
      run: async (given) => {
        const names = Object.keys(tool.inputSchema.properties ?? {});
        const filled = hold(given, Object.fromEntries(Object.entries(bound).filter(([name]) => names.includes(name))));
        const head = names.includes("head_sha") && !("head_sha" in given) ? { head_sha: headSha() } : {};
        const ours = Object.entries({ idempotency_key: randomUUID(), fence }).filter(([name]) => names.includes(name));
        return toToolAnswer(
          tool.name,
          await baton.call(tool.name, { ...filled, ...head, ...Object.fromEntries(ours) }),
        );
      },
    }));
}

/** Arguments that the program gives. */
const ownNames: ReadonlySet<string> = new Set(["idempotency_key", "fence"]);

/** As Baton lists them, with what is certain filled in and what the program sees to left out. */
function parametersOf({ inputSchema }: ListedTool, bound: Readonly<Record<string, string>>): Tool["parameters"] {
  const { properties = {}, required = [] } = inputSchema;
  const told = Object.entries(properties as Readonly<Record<string, object>>)
    .filter(([name]) => !ownNames.has(name))
    .map(([name, schema]) => [name, name in bound ? { type: "string", enum: [bound[name]] } : schema] as const);
  return { type: "object", properties: Object.fromEntries(told), required, additionalProperties: false };
}

function hold(given: Arguments, bound: Readonly<Record<string, string>>): Arguments {
  for (const [name, value] of Object.entries(bound)) {
    const said = given[name];
    if (said !== undefined && (typeof said !== "string" || said.toLowerCase() !== value)) {
      throw new ToolError(`This turn is about ${name} ${value} and nothing else. Nothing was done.`);
    }
  }
  return { ...given, ...bound };
}

function toToolAnswer(name: string, answer: Answer): ToolAnswer {
  const { text } = answer;
  if (!answer.ok) {
    const isOver = over.some((type) => answer.problem === `/problems/${type}`);
    return isOver ? { text, ends: { kind: "stopped", why: text.split("\n", 1)[0] ?? text } } : { text };
  }
  if (!ending.has(name)) return { text };
  const { previous_state: from, new_state: to } = answer.value;
  return { text, ends: { kind: "moved", from: String(from), to: String(to) } };
}
