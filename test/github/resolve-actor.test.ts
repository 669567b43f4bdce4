import { describe, expect, it } from "vitest";
import { readPermission } from "../../src/github/read-permission.ts";
import { createActorResolver } from "../../src/github/resolve-actor.ts";
import type { Sender } from "../../src/signals/said.ts";
import { roles } from "../../src/workflow/roles.ts";
import { allowOnlyPrescribed, api, fullName, giveTokens, installationId, testClient, testGitHub } from "./fake-api.ts";

allowOnlyPrescribed();

const path = "/repos/acme/app/collaborators/maria/permission";
const none = { admin: false, maintain: false, push: false, triage: false, pull: false };

describe("somebody's permission", () => {
  it.each([
    ["admin", "admin", { ...none, admin: true, maintain: true, push: true, triage: true, pull: true }, "admin"],
    ["write", "maintain", { ...none, maintain: true, push: true, triage: true, pull: true }, "maintain"],
    ["write", "write", { ...none, push: true, triage: true, pull: true }, "write"],
    ["read", "triage", { ...none, triage: true, pull: true }, "triage"],
    ["read", "read", { ...none, pull: true }, "read"],
    ["none", "", none, "none"],
    ["write", "Release captain", { ...none, push: true, triage: true, pull: true }, "write"],
  ])("is what %s as %s comes down to", async (permission, role, flags, expected) => {
    const client = testClient();
    api()
      .get(path)
      .reply(200, { permission, role_name: role, user: { id: 5, permissions: flags } });
    expect(await readPermission(client, fullName, "maria")).toEqual({ id: 5, permission: expected });
  });

  it.each([
    ["write", "maintain", "maintain"],
    ["read", "Guest", "read"],
    ["odd", "Guest", "none"],
  ])("is read from %s and %s where GitHub lists no flags", async (permission, role, expected) => {
    const client = testClient();
    api()
      .get(path)
      .reply(200, { permission, role_name: role, user: { id: 5 } });
    expect(await readPermission(client, fullName, "maria")).toEqual({ id: 5, permission: expected });
  });

  it("is none for whom GitHub does not know there", async () => {
    const client = testClient();
    api().get(path).reply(404, { message: "maria is not a user" });
    expect(await readPermission(client, fullName, "maria")).toEqual({ id: null, permission: "none" });
  });

  it("is not guessed where GitHub gives the App no token to ask with", async () => {
    api()
      .post(`/app/installations/${String(installationId)}/access_tokens`)
      .reply(404, { message: "Not Found" });
    const client = testGitHub().forInstallation(installationId);
    await expect(readPermission(client, fullName, "maria")).rejects.toMatchObject({ status: 404 });
  });

  it("is not guessed when GitHub does not answer", async () => {
    const client = testClient();
    api().get(path).reply(502, { message: "Bad gateway" });
    await expect(readPermission(client, fullName, "maria")).rejects.toMatchObject({ status: 502 });
  });
});

describe("who asks", () => {
  const repository = { installationId, fullName, repositoryId: 1 };
  const maria: Sender = { id: 5, login: "maria", type: "User", slug: null };
  const now = new Date("2026-11-02T10:00:00Z");
  const later = (ms: number) => new Date(now.getTime() + ms);
  const writes = { permission: "write", role_name: "write", user: { id: 5, permissions: { ...none, push: true } } };
  const reads = { permission: "read", role_name: "read", user: { id: 5, permissions: { ...none, pull: true } } };

  it("holds every role with write", async () => {
    giveTokens();
    api().get(path).reply(200, writes);
    const actor = await createActorResolver(testGitHub())(repository, maria, { rules: null, now });
    expect(actor).toEqual({ kind: "user", id: 5, login: "maria", permission: "write", roles });
  });

  it("holds none without", async () => {
    giveTokens();
    api().get(path).reply(200, reads);
    expect(await createActorResolver(testGitHub())(repository, maria, { rules: null, now })).toMatchObject({
      permission: "read",
      roles: [],
    });
  });

  it("is nobody when the login is somebody else's by now", async () => {
    giveTokens();
    api().get(path).reply(200, writes);
    const former: Sender = { ...maria, id: 6 };
    const actor = await createActorResolver(testGitHub())(repository, former, { rules: null, now });
    expect(actor).toEqual({ kind: "user", id: 6, login: "maria", permission: "none", roles: [] });
  });

  it("is asked for once a minute for each repository and person", async () => {
    giveTokens();
    const resolve = createActorResolver(testGitHub());
    api().get(path).once().reply(200, writes);
    await resolve(repository, maria, { rules: null, now });
    expect(await resolve(repository, maria, { rules: null, now: later(59_999) })).toMatchObject({
      permission: "write",
    });
    api().get(path).once().reply(200, reads);
    expect(await resolve(repository, maria, { rules: null, now: later(60_000) })).toMatchObject({ permission: "read" });
    api().get(path).once().reply(200, reads);
    expect(await resolve({ ...repository, repositoryId: 2 }, maria, { rules: null, now })).toMatchObject({
      permission: "read",
    });
  });

  it("holds no role as an App, and GitHub is not asked", async () => {
    const bot: Sender = { id: 9, login: "helper[bot]", type: "Bot", slug: "helper" };
    const actor = await createActorResolver(testGitHub())(repository, bot, { rules: null, now });
    expect(actor).toEqual({ kind: "app", id: 9, login: "helper[bot]", permission: "none", roles: [] });
  });
});
