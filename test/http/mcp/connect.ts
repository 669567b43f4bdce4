import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Role } from "../../../src/workflow/roles.ts";
import { callerFor } from "../../support/api-caller.ts";
import type { Relay } from "../../support/relay.ts";

export interface Agent {
  readonly client: Client;
  /** The structured answer of a tool; an error where it has none. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are as the tools' schemas say, and tests look into them.
  readonly call: (tool: string, given?: Record<string, unknown>) => Promise<any>;
  /** What a tool says when it refuses. */
  readonly refusal: (tool: string, given?: Record<string, unknown>) => Promise<string>;
}

/** The SDK's own client, with a token for these roles. */
export async function agentFor(
  relay: Relay,
  repositoryId: number,
  options: { readonly roles?: readonly Role[]; readonly isOperator?: boolean; readonly label?: string } = {},
): Promise<Agent> {
  const { token } = await callerFor(relay, [repositoryId], options);
  return connectWith(relay, token);
}

async function connectWith(relay: Relay, token: string): Promise<Agent> {
  const url = new URL(`http://127.0.0.1:${String(relay.baton().port)}/mcp`);
  const client = new Client({ name: "a test", version: "1" });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  // The client holds structured answers against the schemas of the tools that it has listed.
  await client.listTools();
  return {
    client,
    call: async (name, given = {}) => {
      const result = await client.callTool({ name, arguments: given });
      if (result.isError === true) throw new Error(`${name}: ${JSON.stringify(result.content)}`);
      return result.structuredContent;
    },
    refusal: async (name, given = {}) => {
      const result = await client.callTool({ name, arguments: given });
      if (result.isError !== true)
        throw new Error(`${name} was not refused: ${JSON.stringify(result.structuredContent)}`);
      return (result.content as readonly { readonly text: string }[]).map(({ text }) => text).join("\n");
    },
  };
}
