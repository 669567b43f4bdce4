import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** A language model to run on a desk: it answers as an OpenAI-compatible endpoint does, by a script. */
export interface ScriptedModel {
  /** What a client takes as its base URL. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export type Asked = z.output<typeof askedSchema> & {
  /** What the client showed as its key. */
  readonly key: string;
};

export type Reply =
  | { readonly text: string }
  | { readonly call: string; readonly with: Readonly<Record<string, unknown>> | string }
  /** Refuses, as an endpoint that is busy. */
  | { readonly status: number };

/** Each answer counts as this many tokens. */
const tokensEach = 100;

type Script = (asked: Asked) => Reply | Promise<Reply>;

/** Starts it on any free port. `script` sees the conversation so far and says what comes next. */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const server = createServer((request, response) => void answer(request, response, script));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, script: Script): Promise<void> {
  const { status, body } = await answerTo(request, script).catch((error: unknown) => ({
    status: 500,
    body: { error: { message: `The script broke off: ${String(error)}` } },
  }));
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function answerTo(request: IncomingMessage, script: Script): Promise<{ status: number; body: object }> {
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") return refusal(404);
  const asked = askedSchema.parse(JSON.parse(await readBody(request)));
  const key = (request.headers.authorization ?? "").replace(/^Bearer /, "");
  const reply = await script({ ...asked, key });
  return "status" in reply ? refusal(reply.status) : { status: 200, body: completion(reply, asked.model) };
}

function refusal(status: number) {
  return { status, body: { error: { message: "not now" } } };
}

function completion(reply: Exclude<Reply, { readonly status: number }>, model: string) {
  const id = `call_${Math.random().toString(36).slice(2)}`;
  const message = "text" in reply ? { content: reply.text } : { content: null, tool_calls: [toolCall(id, reply)] };
  return {
    id: `chatcmpl-${id}`,
    object: "chat.completion",
    created: 0,
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", refusal: null, ...message },
        finish_reason: "text" in reply ? "stop" : "tool_calls",
        logprobs: null,
      },
    ],
    usage: { prompt_tokens: tokensEach - 1, completion_tokens: 1, total_tokens: tokensEach },
  };
}

function toolCall(id: string, reply: Extract<Reply, { readonly call: string }>) {
  const given = typeof reply.with === "string" ? reply.with : JSON.stringify(reply.with);
  return { id, type: "function", function: { name: reply.call, arguments: given } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const askedSchema = z.looseObject({
  model: z.string(),
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.string().nullish(),
      tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
      tool_call_id: z.string().optional(),
    }),
  ),
  tools: z.array(
    z.looseObject({ function: z.looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }) }),
  ),
});
