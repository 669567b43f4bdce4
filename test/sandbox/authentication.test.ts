import { afterEach, beforeEach, expect, test } from "vitest";
import { createAppKey } from "../../sandbox/app-key.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const minuteMs = 60_000;

test("an App proves itself with a token signed by its key", async () => {
  const { status, body } = await desk.asApp("GET /app");
  expect(status).toBe(200);
  expect(body).toMatchObject({ id: 7, slug: "baton", permissions: { checks: "write" } });
});

test("a token signed by another key, an expired one and one of another App are refused", async () => {
  const other = await createAppKey();
  const past = Math.floor(desk.clock.now().getTime() / 1000) - 1;
  for (const token of [desk.appToken({}, other.privateKey), desk.appToken({ exp: past }), desk.appToken({ iss: 8 })]) {
    const { status } = await desk.callWith(`Bearer ${token}`)("GET /app");
    expect(status).toBe(401);
  }
});

test("a token that would live longer than ten minutes is refused", async () => {
  const seconds = Math.floor(desk.clock.now().getTime() / 1000);
  const { status, body } = await desk.callWith(`Bearer ${desk.appToken({ exp: seconds + 700 })}`)("GET /app");
  expect(status).toBe(401);
  expect(body.message).toContain("too far in the future");
});

test("the time that tokens are judged by is the clock's", async () => {
  const token = desk.appToken();
  desk.clock.advance(20 * minuteMs);
  const { status } = await desk.callWith(`Bearer ${token}`)("GET /app");
  expect(status).toBe(401);
});

test("an installation's token works for an hour and then no more", async () => {
  const { id } = desk.sandbox.installation("acme");
  const issued = await desk.asApp(`POST /app/installations/${id}/access_tokens`);
  const call = desk.callWith(`token ${issued.body.token}`);
  expect((await call("GET /repos/acme/shop")).status).toBe(200);
  desk.clock.advance(61 * minuteMs);
  expect(await call("GET /repos/acme/shop")).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
});

test("an installation's token may be cut down to permissions and repositories", async () => {
  const other = desk.sandbox.createRepository({ owner: "acme", name: "bank", public: false });
  const { id } = desk.sandbox.installation("acme");
  const wanted = { permissions: { issues: "read" }, repository_ids: [desk.repository.id] };
  const issued = await desk.asApp(`POST /app/installations/${id}/access_tokens`, wanted);
  const call = desk.callWith(`token ${issued.body.token}`);
  expect((await call("GET /repos/acme/shop/labels")).status).toBe(200);
  expect((await call("POST /repos/acme/shop/labels", { name: "bug" })).status).toBe(403);
  expect((await call(`GET /repositories/${other.id}`)).status).toBe(404);
  expect((await call("GET /installation/repositories")).body.total_count).toBe(1);
});

test("a token cannot ask for more than the App has", async () => {
  const { id } = desk.sandbox.installation("acme");
  const wanted = { permissions: { deployments: "write" } };
  expect((await desk.asApp(`POST /app/installations/${id}/access_tokens`, wanted)).status).toBe(422);
});

test("what the App has no permission for is answered with 403", async () => {
  desk.sandbox.setPermissions({ metadata: "read", issues: "read" });
  const refused = await desk.asInstallation("POST /repos/acme/shop/labels", { name: "bug" });
  expect(refused).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
});

test("nobody gets nothing, and a made-up token neither", async () => {
  expect((await desk.asNobody("GET /repos/acme/shop")).status).toBe(401);
  expect((await desk.callWith("token ghs_madeup")("GET /repos/acme/shop")).status).toBe(401);
});

test("a private repository is not there for those who may not see it", async () => {
  desk.sandbox.createRepository({ owner: "acme", name: "bank", public: false, users: { chen: "read" } });
  desk.sandbox.createRepository({ owner: "other", name: "vault", public: false, install: false });
  expect((await desk.as("chen")("GET /repos/acme/bank")).status).toBe(200);
  expect((await desk.as("eve")("GET /repos/acme/bank")).status).toBe(404);
  expect((await desk.asInstallation("GET /repos/other/vault")).status).toBe(404);
});

test("a public repository without the App can be read by it and not changed", async () => {
  desk.sandbox.createRepository({ owner: "other", name: "open", install: false });
  expect((await desk.asInstallation("GET /repos/other/open")).status).toBe(200);
  expect((await desk.asInstallation("POST /repos/other/open/labels", { name: "bug" })).status).toBe(403);
});

test("an installation is found by its id, its repository and its organization", async () => {
  const { id } = desk.sandbox.installation("acme");
  const paths = [`/app/installations/${id}`, "/repos/acme/shop/installation", "/orgs/acme/installation"];
  for (const path of paths) expect((await desk.asApp(`GET ${path}`)).body.id).toBe(id);
  expect((await desk.asApp("GET /app/installations")).body).toHaveLength(1);
  expect((await desk.asApp("GET /repos/acme/nowhere/installation")).status).toBe(404);
});

test("a suspended installation gets no tokens and its tokens stop working", async () => {
  const installation = desk.sandbox.installation("acme");
  const issued = await desk.asApp(`POST /app/installations/${installation.id}/access_tokens`);
  installation.suspend();
  expect((await desk.callWith(`token ${issued.body.token}`)("GET /repos/acme/shop")).status).toBe(403);
  expect((await desk.asApp(`POST /app/installations/${installation.id}/access_tokens`)).status).toBe(403);
  installation.unsuspend();
  expect((await desk.asInstallation("GET /repos/acme/shop")).status).toBe(200);
});

test("an uninstalled App's tokens stop working", async () => {
  const installation = desk.sandbox.installation("acme");
  const issued = await desk.asApp(`POST /app/installations/${installation.id}/access_tokens`);
  installation.uninstall();
  expect((await desk.callWith(`token ${issued.body.token}`)("GET /repos/acme/shop")).status).toBe(401);
  expect((await desk.asApp("GET /repos/acme/shop/installation")).status).toBe(404);
});
