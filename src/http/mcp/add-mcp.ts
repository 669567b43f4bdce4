import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Api } from "../api/api.ts";
import { once } from "../once.ts";
import { createMcpServer } from "./create-mcp-server.ts";
import { readOperations, type Operation } from "./operation.ts";

/**
 * The Model Context Protocol, as streamable HTTP without sessions. Its tools are operations of the API, asked for inside the
 * process with the caller's own token: who may do what, what is checked and how it is refused is the same by construction.
 */
export function addMcp(api: Api): void {
  const operations = once(() => describedBy(api));
  api.post("/mcp", async (context) => {
    const authorization = context.req.header("authorization") ?? "";
    const caller = { callApi: (request: Request) => api.fetch(request, { isInside: true }), authorization };
    const server = createMcpServer(await operations(), caller);
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    const response = await transport.handleRequest(context.req.raw);
    await server.close();
    return response;
  });
  // There are no sessions to listen to or to end.
  api.on(["GET", "DELETE"], "/mcp", () => new Response(null, { status: 405, headers: { allow: "POST" } }));
}

async function describedBy(api: Api): Promise<ReadonlyMap<string, Operation>> {
  const response = await api.fetch(new Request("http://baton.internal/api/openapi.json"));
  return readOperations(await response.json());
}
