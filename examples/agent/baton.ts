import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport, StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

/** Baton, over MCP. */
export interface Baton {
  readonly tools: readonly ListedTool[];
  readonly call: (name: string, given: Readonly<Record<string, unknown>>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: { readonly properties?: object | undefined; readonly required?: readonly string[] | undefined };
}

export type Answer =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>>; readonly text: string }
  /** A refusal, in words for an agent, and the type of the problem (`/problems/…`) where there is one. */
  | { readonly ok: false; readonly problem: string | null; readonly text: string };

/** Connects to Baton with a token. Calls that did not get through, or came too often, are made again for a while. */
export async function connectToBaton(
  url: string,
  token: string,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<Baton> {
  const client = new Client({ name: "baton-reference-agent", version: "1" });
  const headers = { authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } });
  const { tools } = await client
    .connect(transport)
    .then(() => client.listTools())
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Baton at ${url} cannot be reached, or does not take the token: ${why}`, { cause: error });
    });
  const callOnce = async (name: string, given: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const { isError, content, structuredContent } = resultSchema.parse(
      await client.callTool({ name, arguments: { ...given } }),
    );
    const texts = content.map(({ text = "" }) => text);
    if (isError !== true) return { ok: true, value: structuredContent ?? {}, text: texts.join("\n") };
    return { ok: false, problem: typeOf(texts[1]), text: texts[0] ?? "refused" };
  };
  return {
    tools,
    call: async (name, given) => {
      for (const waitMs of waitsMs) {
        const answer = await callOnce(name, given).catch((error: unknown) => error);
        if (!isForLater(answer)) {
          if (answer instanceof Error) throw answer;
          return answer as Answer;
        }
        await wait(waitMs);
      }
      return callOnce(name, given);
    },
    close: () => client.close(),
  };
}

const waitsMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/** What the second text of a refusal holds is the problem as the HTTP API has it. */
function typeOf(problem: string | undefined): string | null {
  if (problem === undefined) return null;
  const parsed = problemSchema.safeParse(JSON.parse(problem));
  return parsed.success ? parsed.data.type : null;
}

const passing: ReadonlySet<string> = new Set([
  "/problems/too-many-requests",
  "/problems/github-away",
  "/problems/request-under-way",
]);

/** Whether the same call may well succeed in a moment. Its key keeps it from being carried out twice. */
function isForLater(answer: unknown): boolean {
  if (answer instanceof StreamableHTTPError) return answer.code === 429 || (answer.code ?? 0) >= 500;
  if (answer instanceof TypeError) return true;
  const refusal = refusalSchema.safeParse(answer);
  return refusal.success && passing.has(refusal.data.problem);
}

const problemSchema = z.looseObject({ type: z.string() });
const refusalSchema = z.object({ ok: z.literal(false), problem: z.string() });
const resultSchema = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ text: z.string().optional() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
});
