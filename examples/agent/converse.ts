import type OpenAI from "openai";
import type { ChatCompletionMessageFunctionToolCall, ChatCompletionMessageParam } from "openai/resources";
import type { Limits } from "./settings.ts";
import { cut, ToolError, type Tool, type ToolAnswer, type TurnEnd } from "./tool.ts";

/** What a conversation with a model is made of. */
export interface Conversation {
  readonly client: OpenAI;
  readonly model: string;
  readonly system: string;
  readonly message: string;
  readonly tools: readonly Tool[];
  readonly limits: Limits;
  /** Told of each call of a tool, before it is made. */
  readonly onCall: (name: string) => void;
}

/** Lets the model work with its tools until one of them ends the turn, or a limit does. */
export async function converse(conversation: Conversation): Promise<TurnEnd> {
  const { client, model, system, message, tools, limits } = conversation;
  const messages: ChatCompletionMessageParam[] = [
    { role: "system", content: system },
    { role: "user", content: message },
  ];
  const told = tools.map(({ name, description, parameters }) => ({
    type: "function" as const,
    function: { name, description, parameters: { ...parameters } },
  }));
  let tokens = 0;
  for (let step = 0; step < limits.steps; step += 1) {
    const completion = await client.chat.completions.create({ model, messages, tools: told });
    const said = completion.choices[0]?.message;
    if (said === undefined) throw new Error("The model's endpoint answered without a choice.");
    messages.push(said);
    tokens += completion.usage?.total_tokens ?? estimate(messages);
    const calls = (said.tool_calls ?? []).filter((call) => call.type === "function");
    if (calls.length === 0) messages.push({ role: "user", content: reminder });
    for (const call of calls) {
      conversation.onCall(call.function.name);
      const { text, ends } = await answerTo(call, tools);
      if (ends !== undefined) return ends;
      messages.push({ role: "tool", tool_call_id: call.id, content: cut(text, answerMax) });
    }
    if (tokens > limits.tokens) return gaveUp(`it took more than ${String(limits.tokens)} tokens`);
  }
  return gaveUp(`it took more than ${String(limits.steps)} steps`);
}

const answerMax = 40_000;

const reminder =
  "Nobody reads this. Go on with the tools, and end your turn with advance_workflow, or with request_retry where your role has it. If you cannot go on, call advance_workflow with next_state error and the reason in notes.";

async function answerTo(
  { function: { name, arguments: text } }: ChatCompletionMessageFunctionToolCall,
  tools: readonly Tool[],
): Promise<ToolAnswer> {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined)
    return { text: `There is no tool ${name}. There are: ${tools.map((each) => each.name).join(", ")}.` };
  try {
    return await tool.run(readArguments(text));
  } catch (error) {
    if (error instanceof ToolError) return { text: error.message };
    throw error;
  }
}

function readArguments(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new ToolError("The arguments are no JSON object. Nothing was done.");
}

function gaveUp(why: string): TurnEnd {
  return { kind: "gave_up", why };
}

/** For endpoints that do not count: about four characters are a token. */
function estimate(messages: readonly ChatCompletionMessageParam[]): number {
  return Math.ceil(JSON.stringify(messages).length / 4);
}
