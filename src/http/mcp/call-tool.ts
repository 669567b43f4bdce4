import { ErrorCode, McpError, type CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { argumentsOf } from "./describe-tool.ts";
import { callOperation, type Arguments, type Caller } from "./call-operation.ts";
import { operationNamed, type Operation } from "./operation.ts";
import { problemText } from "./problem-text.ts";
import { tools, type Tool } from "./tool.ts";

/** A tool, and the operation that it is. */
export interface BoundTool {
  readonly tool: Tool;
  readonly operation: Operation;
}

/** Every tool with its operation. */
export function bindTools(operations: ReadonlyMap<string, Operation>): readonly BoundTool[] {
  return tools.map((tool) => ({ tool, operation: operationNamed(operations, tool.operationId) }));
}

/** Carries out a call of a tool. What the API refuses is an answer for the agent, not a fault of the protocol. */
export async function callTool(
  bound: readonly BoundTool[],
  { name, given }: { readonly name: string; readonly given: Arguments },
  caller: Caller,
): Promise<CallToolResult> {
  const found = bound.find(({ tool }) => tool.name === name);
  if (found === undefined) {
    const names = bound.map(({ tool }) => tool.name).join(", ");
    throw new McpError(ErrorCode.InvalidParams, `There is no tool “${name}”. There are: ${names}.`);
  }
  const takes = argumentsOf(found.tool, found.operation);
  const unknown = Object.keys(given).filter((key) => !takes.includes(key));
  if (unknown.length > 0) {
    return refused(`${name} takes no ${unknown.slice(0, unknownShown).join(", ")}. It takes ${takes.join(", ")}.`);
  }
  const response = await callOperation(found.operation, given, caller);
  const text = await response.text();
  const answer = JSON.parse(text) as Record<string, unknown>;
  if (response.ok) return { content: [{ type: "text", text }], structuredContent: answer };
  return refused(problemText(answer), text);
}

const unknownShown = 5;

function refused(...texts: readonly string[]): CallToolResult {
  return { isError: true, content: texts.map((text) => ({ type: "text", text })) };
}
