import type { Call } from "./call.ts";

/** The variables of the shell in which the calls over HTTP keep what they share. */
export const callVariables = ["BATON_URL", "BATON_TOKEN", "WORKFLOW_ID", "KEY"] as const;

/**
 * A call both ways: the arguments for the tool of MCP, and a command for a shell that runs as it stands once the variables
 * are set. The body stands in a quoted here-document, in which a shell replaces nothing.
 */
export function renderCall(call: Call, workflowId: string): string {
  const { tool, fields } = call;
  const args = JSON.stringify({ workflow_id: workflowId, ...fields }, null, 2);
  return [`Over MCP, the tool \`${tool}\`:`, fenced("json", args), "Over HTTP:", fenced("sh", curl(call))].join("\n\n");
}

function curl({ method, path, fields, isRepeatable }: Call): string {
  const address = `"$BATON_URL/api/workflows/$WORKFLOW_ID${path}"`;
  const token = '-H "Authorization: Bearer $BATON_TOKEN"';
  if (method === "GET") return `curl -sS ${address} ${token}`;
  const key = isRepeatable === true ? "" : ' -H "Idempotency-Key: $KEY"';
  return [
    `curl -sS -X POST ${address} \\`,
    `  ${token}${key} \\`,
    `  -H "Content-Type: application/json" --data-binary @- <<'JSON'`,
    JSON.stringify(fields, null, 2),
    "JSON",
  ].join("\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
