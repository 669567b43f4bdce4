import { EventEmitter, once } from "node:events";
import { Agent, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { startServer, type HttpServer, type Routes } from "../../src/http/server.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";

type Webhook = Routes["webhook"];

interface Started {
  readonly server: HttpServer;
  readonly url: string;
  readonly log: WrittenLog;
}

const webhookPath = "/hook";

async function start(webhook: Webhook = answerOk, app = new Hono()): Promise<Started> {
  const log = writtenLog();
  const server = await startServer({ webhookPath, webhook, app }, { host: "127.0.0.1", port: 0, log: log.log });
  return { server, url: `http://127.0.0.1:${String(server.port)}`, log };
}

const answerOk: Webhook = (_request, response) => {
  response.end("ok");
  return Promise.resolve();
};

/** A route that is under way until it is told to answer. */
function held(): { webhook: Webhook; entered: Promise<void>; answer: () => void } {
  const calls = new EventEmitter();
  let pending: ServerResponse | undefined;
  return {
    webhook: (_request, response) => {
      pending = response;
      calls.emit("entered");
      return Promise.resolve();
    },
    entered: once(calls, "entered").then(() => undefined),
    answer: () => void pending?.end("late"),
  };
}

describe("the server", () => {
  it("hands webhooks to their route and everything else to the application", async () => {
    const app = new Hono().get("/", (context) => context.text("the application"));
    const { server, url } = await start(answerOk, app);
    expect(await (await fetch(`${url}/hook?page=2`, { method: "POST" })).text()).toBe("ok");
    expect((await fetch(`${url}/hook`)).status).toBe(404);
    expect(await (await fetch(url)).text()).toBe("the application");
    await server.close();
  });

  it("fails to start on a port that is taken", async () => {
    const { server } = await start();
    const log = writtenLog().log;
    const routes = { webhookPath, webhook: answerOk, app: new Hono() };
    await expect(startServer(routes, { host: "127.0.0.1", port: server.port, log })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
    await server.close();
  });

  it("answers 500 to a request whose route fails, and goes on", async () => {
    let count = 0;
    const { server, url, log } = await start((_request, response) => {
      count += 1;
      if (count === 1) return Promise.reject(new Error("the route broke"));
      response.end("ok");
      return Promise.resolve();
    });
    expect((await fetch(`${url}/hook`, { method: "POST" })).status).toBe(500);
    expect((await fetch(`${url}/hook`, { method: "POST" })).status).toBe(200);
    expect(log.lines()).toHaveLength(1);
    expect(log.lines()[0]).toMatchObject({ level: 50, msg: "a request failed", err: { message: "the route broke" } });
    await server.close();
  });
});

describe("closing the server", () => {
  it("waits for a request under way and refuses new ones", async () => {
    const route = held();
    const { server, url } = await start(route.webhook);
    const answer = fetch(`${url}/hook`, { method: "POST" });
    await route.entered;
    let closed = false;
    const closing = server.close().then(() => (closed = true));
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    expect(closed).toBe(false);
    route.answer();
    expect(await (await answer).text()).toBe("late");
    await closing;
  });

  it("does not wait for a connection that is kept alive and idle", async () => {
    const { server, url } = await start();
    const agent = new Agent({ keepAlive: true });
    const sending = request(`${url}/hook`, { method: "POST", agent }).end();
    const [response] = (await once(sending, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(2_000);
    agent.destroy();
  });

  it("does not wait for a connection on which the request under way was the last", async () => {
    const route = held();
    const { server, url } = await start(route.webhook);
    const agent = new Agent({ keepAlive: true });
    const sending = request(`${url}/hook`, { method: "POST", agent }).end();
    await route.entered;
    const closing = server.close();
    route.answer();
    const [response] = (await once(sending, "response")) as [IncomingMessage];
    response.resume();
    const began = performance.now();
    await closing;
    expect(performance.now() - began).toBeLessThan(2_000);
    agent.destroy();
  });

  it("breaks off what is not done in time", async () => {
    const route = held();
    const { server, url } = await start(route.webhook);
    const answer = fetch(`${url}/hook`, { method: "POST" });
    const broken = expect(answer).rejects.toThrow("fetch failed");
    await route.entered;
    await server.close(20);
    await broken;
  });

  it("breaks off a sender that never ends its request", async () => {
    const { server } = await start((request) => once(request, "end").then(() => undefined));
    const socket = connect(server.port, "127.0.0.1");
    socket.write("POST /hook HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf");
    await once(socket, "connect");
    const ended = once(socket, "close");
    await server.close(20);
    await ended;
  });
});
