import type { Tool as ToolOnTheWire } from "@modelcontextprotocol/sdk/types.js";
import type { Operation, Schema } from "./operation.ts";
import type { Tool } from "./tool.ts";

/** The argument that stands for the header `Idempotency-Key`, which MCP has no place for. */
export const keyArgument = "idempotency_key";

/** A tool as clients are told of it. */
export function describeTool(tool: Tool, operation: Operation): ToolOnTheWire {
  const { narrows = {} } = tool;
  const takes = argumentsOf(tool, operation);
  const schemas: Readonly<Record<string, Schema>> = { ...operation.properties, [keyArgument]: keySchema };
  const taken = takes.map((name) => [name, { ...schemas[name], ...narrows[name] }] as const);
  const required = operation.required.filter((name) => takes.includes(name));
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(taken),
      required,
      additionalProperties: false,
    },
    // An answer that extends another is described as both at once, without a type of its own.
    outputSchema: { ...operation.answer, type: "object" },
    annotations: {
      readOnlyHint: tool.kind === "reads",
      destructiveHint: tool.kind === "takes back",
      idempotentHint: tool.kind === "reads" || tool.isRepeatable === true,
      openWorldHint: false,
    },
  };
}

/** The names of everything that a tool takes. */
export function argumentsOf({ takes, isRepeatable }: Tool, { properties, method }: Operation): readonly string[] {
  const isKept = method === "POST" && isRepeatable !== true;
  return [...(takes ?? Object.keys(properties)), ...(isKept ? [keyArgument] : [])];
}

const keySchema: Schema = {
  type: "string",
  minLength: 1,
  maxLength: 200,
  description:
    "A new random text for each step. The same call with the same key is carried out once, and gets the same answer for a day: repeat a call with it whose answer you did not get.",
};
