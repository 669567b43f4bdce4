import { ErrorCode, McpError, type GetPromptResult, type Prompt } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { renderRolePrompt } from "../../prompts/render-role-prompt.ts";
import { roleNames, roles } from "../../workflow/roles.ts";
import { callOperation, type Caller } from "./call-operation.ts";
import type { Operation } from "./operation.ts";
import { problemText } from "./problem-text.ts";

/** The prompts of the roles, as clients list them. */
export const rolePrompts: readonly Prompt[] = roles.map((role) => ({
  name: role,
  title: roleNames[role],
  description: `How to play the ${roleNames[role]}; with a workflow, also where it is and what was handed on.`,
  arguments: [{ name: "workflow_id", description: "The workflow to work on", required: false }],
}));

/** A role's prompt. With a workflow it is the one of its repository, and what is to be known of the workflow follows. */
export async function getRolePrompt(
  operation: Operation,
  { name, workflowId }: { readonly name: string; readonly workflowId: string | undefined },
  caller: Caller,
): Promise<GetPromptResult> {
  const role = roles.find((each) => each === name);
  if (role === undefined) {
    throw new McpError(ErrorCode.InvalidParams, `There is no prompt “${name}”. There are: ${roles.join(", ")}.`);
  }
  const description = `How to play the ${roleNames[role]}`;
  if (workflowId === undefined) {
    return { description, messages: [said(renderRolePrompt({ role, own: null, schemas: {} }))] };
  }
  const response = await callOperation(operation, { workflow_id: workflowId, role }, caller);
  const answer: unknown = await response.json();
  if (!response.ok) throw new McpError(ErrorCode.InvalidParams, problemText(answer));
  const { system_prompt: prompt, context_message: message } = texts.parse(answer);
  return { description, messages: [said(prompt), said(message)] };
}

const texts = z.object({ system_prompt: z.string(), context_message: z.string() });

function said(text: string): GetPromptResult["messages"][number] {
  return { role: "user", content: { type: "text", text } };
}
