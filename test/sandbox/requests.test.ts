import { afterEach, beforeEach, expect, test } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
const comments = "/repos/acme/shop/issues/1/comments";
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen" });
});
afterEach(() => desk.close());

test("requests are logged with what they were answered", async () => {
  await desk.asNobody("GET /repos/acme/shop/labels?page=1");
  await desk.as("rita")(`POST ${comments}`, { body: "hello" });
  expect(desk.sandbox.requests).toMatchObject([
    { method: "GET", path: "/repos/acme/shop/labels", query: { page: "1" }, status: 401 },
    { method: "POST", path: comments, body: { body: "hello" }, status: 201 },
  ]);
});

test("whoever listens hears of a request when it is done and its caller does not know yet", async () => {
  const seen: string[] = [];
  const stop = desk.sandbox.onRequest(async ({ method, status }) => {
    await Promise.resolve();
    seen.push(`${method} ${status}, ${pull.comments().length} comments`);
  });
  await desk.as("rita")(`POST ${comments}`, { body: "hello" });
  expect(seen).toEqual(["POST 201, 1 comments"]);
  stop();
  await desk.as("rita")(`POST ${comments}`, { body: "hello" });
  expect(seen).toHaveLength(1);
});

test("a fault answers in place of what was asked, as often as it was told to", async () => {
  const fault = desk.sandbox.fault({
    match: "POST /repos/*/*/issues/*/comments",
    times: 2,
    do: { status: 403, headers: { "retry-after": "7" }, body: { message: "Slow down" } },
  });
  const call = desk.as("rita");
  const refused = await call(`POST ${comments}`, { body: "one" });
  expect(refused).toMatchObject({ status: 403, body: { message: "Slow down" } });
  expect(refused.headers.get("retry-after")).toBe("7");
  expect((await call(`GET ${comments}`)).status).toBe(200);
  expect(fault.left()).toBe(1);
  await call(`POST ${comments}`, { body: "two" });
  expect((await call(`POST ${comments}`, { body: "three" })).status).toBe(201);
  expect(pull.comments().map(({ body }) => body)).toEqual(["three"]);
});

test("a fault may have a reading answered late, by what was there before, and nothing that is written", async () => {
  const call = desk.as("rita");
  const before = desk.sandbox.replica();
  await call(`POST ${comments}`, { body: "one" });
  pull.push("chen");
  desk.sandbox.fault({ match: /issues\/1\/comments$|pulls\/1$/, times: 3, do: { lag: before } });
  expect((await call(`POST ${comments}`, { body: "two" })).status).toBe(201);
  expect((await call(`GET ${comments}`)).body).toEqual([]);
  expect((await call("GET /repos/acme/shop/pulls/1")).body).not.toMatchObject({ head: { sha: pull.headSha } });
  expect((await call(`GET ${comments}`)).body).toHaveLength(2);
  expect((await call("GET /repos/acme/shop/pulls/1")).body).toMatchObject({ head: { sha: pull.headSha } });
  expect(desk.sandbox.requests.slice(2, 4)).toMatchObject([{ path: comments, status: 200 }, { status: 200 }]);
});

test("a fault may drop the connection before anything happens", async () => {
  desk.sandbox.fault({ match: /^POST .*\/comments$/, do: { drop: true } });
  await expect(desk.as("rita")(`POST ${comments}`, { body: "one" })).rejects.toThrow("fetch failed");
  expect(pull.comments()).toEqual([]);
  expect(desk.sandbox.requests.at(-1)?.status).toBe(0);
});

test("a fault may strike after the fact, with an answer that says otherwise or none", async () => {
  desk.sandbox.fault({ match: `POST ${comments}`, do: { after: { status: 502 } } });
  expect((await desk.as("rita")(`POST ${comments}`, { body: "one" })).status).toBe(502);
  desk.sandbox.fault({ match: ({ body }) => JSON.stringify(body).includes("two"), do: { after: { drop: true } } });
  await expect(desk.as("rita")(`POST ${comments}`, { body: "two" })).rejects.toThrow("fetch failed");
  expect(pull.comments().map(({ body }) => body)).toEqual(["one", "two"]);
});

test("a fault may take its time, and is forgotten when it is removed", async () => {
  const started = performance.now();
  desk.sandbox.fault({ match: "GET /rate_limit", do: { slowMs: 60 } });
  expect((await desk.as("rita")("GET /rate_limit")).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(50);
  desk.sandbox.fault({ match: "* /rate_limit", do: { status: 500 } }).remove();
  expect((await desk.as("rita")("GET /rate_limit")).status).toBe(200);
});

test("what a client knows already is answered with 304 and costs nothing", async () => {
  const { id } = desk.sandbox.installation("acme");
  const issued = await desk.asApp(`POST /app/installations/${id}/access_tokens`);
  const call = desk.callWith(`token ${issued.body.token}`);
  const first = await call("GET /repos/acme/shop");
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  const second = await call("GET /repos/acme/shop", undefined, headers);
  expect(second).toMatchObject({ status: 304, body: "" });
  expect(second.headers.get("x-ratelimit-remaining")).toBe(first.headers.get("x-ratelimit-remaining"));
  desk.repository.setPublic(false);
  expect((await call("GET /repos/acme/shop", undefined, headers)).status).toBe(200);
});

test("each installation has so many requests an hour", async () => {
  await desk.close();
  desk = await openDesk({ rateLimit: 2 });
  const { id } = desk.sandbox.installation("acme");
  const issued = await desk.asApp(`POST /app/installations/${id}/access_tokens`);
  const call = desk.callWith(`token ${issued.body.token}`);
  await call("GET /repos/acme/shop");
  const last = await call("GET /repos/acme/shop");
  expect(last.headers.get("x-ratelimit-remaining")).toBe("0");
  const over = await call("GET /repos/acme/shop");
  expect(over).toMatchObject({ status: 403, body: { message: `API rate limit exceeded for installation ID ${id}.` } });
  expect(over.headers.get("x-ratelimit-resource")).toBe("core");
  const resetMs = Number(over.headers.get("x-ratelimit-reset")) * 1000;
  expect((await call("GET /rate_limit")).body.rate).toMatchObject({ limit: 2, remaining: 0 });
  desk.clock.advance(resetMs - desk.clock.now().getTime() + 1000);
  const next = await desk.asApp(`POST /app/installations/${id}/access_tokens`);
  expect((await desk.callWith(`token ${next.body.token}`)("GET /repos/acme/shop")).status).toBe(200);
});

test("what the sandbox stamps is the clock's", async () => {
  desk.clock.advance(30 * 24 * 60 * 60 * 1000);
  const now = desk.clock.now();
  const { body, headers } = await desk.as("rita")(`POST ${comments}`, { body: "later" });
  for (const stamped of [body.created_at, headers.get("date")]) {
    expect(Math.abs(Date.parse(stamped ?? "") - now.getTime())).toBeLessThan(5_000);
  }
  expect(body.created_at).toMatch(/T\d\d:\d\d:\d\dZ$/);
});

test("what GitHub does not have is not found, and what is no JSON is no request", async () => {
  expect(await desk.as("rita")("GET /no/such/thing")).toMatchObject({ status: 404, body: { message: "Not Found" } });
  expect((await desk.as("rita")(`POST ${comments}`, "{")).status).toBe(400);
  const vast = JSON.stringify({ body: "x".repeat(3_000_000) });
  expect((await desk.as("rita")(`POST ${comments}`, vast)).status).toBe(413);
});

test("anyone may ask for what GitHub says of itself", async () => {
  expect((await desk.asNobody("GET /meta")).body.verifiable_password_authentication).toBe(false);
});

test("closing does not wait for requests that were slowed", async () => {
  const own = await openDesk();
  own.sandbox.fault({ match: "GET /meta", do: { slowMs: 600_000 } });
  const asked = own.asNobody("GET /meta").catch(() => "broken off");
  await new Promise<void>((resolve) => setImmediate(resolve));
  await own.close();
  await asked;
});
