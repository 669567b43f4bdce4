import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a request on its way: it is lost, or comes back with this status; undefined lets it through. */
export type Mishap = "lost" | number | undefined;

/** A way to Baton that is not to be relied on. */
export interface UnreliableWay {
  readonly url: string;
  /** The arguments of the tools that were called on it, mishaps included. */
  readonly calls: readonly Readonly<Record<string, unknown>>[];
  readonly close: () => Promise<void>;
}

/** Opens it: each call of a tool takes the next of the mishaps, until none is left. */
export async function openUnreliableWay(to: string, mishaps: Mishap[]): Promise<UnreliableWay> {
  const calls: Readonly<Record<string, unknown>>[] = [];
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const asked = (body === "" ? {} : JSON.parse(body)) as { method?: string; params?: { arguments?: object } };
    const isCall = asked.method === "tools/call";
    if (isCall) calls.push({ ...asked.params?.arguments });
    const mishap = isCall ? mishaps.shift() : undefined;
    if (mishap === "lost") return void response.destroy();
    if (mishap !== undefined) return void response.writeHead(mishap).end();
    const { method = "GET", headers } = request;
    const given = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" && !["host", "connection", "content-length"].includes(name) ? [[name, value]] : [],
    );
    const answer = await fetch(to + String(request.url), {
      method,
      headers: Object.fromEntries(given) as Record<string, string>,
      ...(method === "POST" ? { body } : {}),
    });
    const type = answer.headers.get("content-type");
    response.writeHead(answer.status, type === null ? {} : { "content-type": type }).end(await answer.text());
  };
  const server = createServer((request, response) => void forward(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
