import {
  ErrorCode,
  McpError,
  type ListResourcesResult,
  type ReadResourceResult,
  type ResourceTemplate,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { callOperation, type Arguments, type Caller } from "./call-operation.ts";
import type { Operation } from "./operation.ts";
import { problemText } from "./problem-text.ts";

const scheme = "baton://workflows/";

const mimeType = "application/json";

/** How the address of a workflow is made, for clients that know its id. */
export const workflowTemplates: readonly ResourceTemplate[] = [
  {
    uriTemplate: `${scheme}{workflow_id}`,
    name: "workflow",
    title: "A workflow",
    description: "Where a workflow is, and what comes next",
    mimeType,
  },
];

export interface ResourceOperations {
  readonly list: Operation;
  readonly status: Operation;
}

/** The open workflows of the token's repositories. */
export async function listWorkflowResources(
  { list }: ResourceOperations,
  cursor: string | undefined,
  caller: Caller,
): Promise<ListResourcesResult> {
  const page = cursor === undefined ? {} : { cursor };
  const { workflows, next_cursor: nextCursor } = listed.parse(await ask(list, { status: "open", ...page }, caller));
  const resources = workflows.map(({ workflow_id: id, pull_number: pull, current_state: state }) => ({
    uri: `${scheme}${id}`,
    name: id,
    title: `Pull request ${String(pull)}: ${state}`,
    mimeType,
  }));
  return nextCursor === null ? { resources } : { resources, nextCursor };
}

const listed = z.object({
  workflows: z.array(z.object({ workflow_id: z.string(), pull_number: z.int(), current_state: z.string() })),
  next_cursor: z.string().nullable(),
});

/** A workflow by its address. */
export async function readWorkflowResource(
  { status }: ResourceOperations,
  uri: string,
  caller: Caller,
): Promise<ReadResourceResult> {
  const id = uri.startsWith(scheme) ? uri.slice(scheme.length) : "";
  if (id === "" || id.includes("/"))
    throw notThere(`There is no resource at ${uri}; workflows are at ${scheme}{workflow_id}.`);
  const answer = await ask(status, { workflow_id: id }, caller);
  return { contents: [{ uri, mimeType, text: JSON.stringify(answer) }] };
}

async function ask(operation: Operation, given: Arguments, caller: Caller): Promise<unknown> {
  const response = await callOperation(operation, given, caller);
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw response.status === 404
    ? notThere(problemText(answer))
    : new McpError(ErrorCode.InvalidParams, problemText(answer));
}

/** The code that MCP keeps for it: https://modelcontextprotocol.io/specification/2025-06-18/server/resources#error-handling */
function notThere(message: string): McpError {
  return new McpError(-32_002, message);
}
