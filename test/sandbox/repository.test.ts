import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
const base = "/repos/acme/shop";
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

test("a repository is read by name, whatever its case, and by id", async () => {
  const byName = await desk.asInstallation("GET /repos/ACME/Shop");
  expect(byName.body).toMatchObject({ full_name: "acme/shop", default_branch: "main", visibility: "public" });
  expect((await desk.asInstallation(`GET /repositories/${byName.body.id}`)).body).toEqual(byName.body);
  expect((await desk.asInstallation("GET /repos/acme/nowhere")).status).toBe(404);
});

test("a repository's former name leads to it, for writes too", async () => {
  desk.repository.openPull({ by: "chen" });
  desk.repository.rename("maria", "store");
  const moved = await desk.asInstallation(`GET ${base}/pulls?state=all`);
  expect(moved.status).toBe(301);
  expect(moved.headers.get("location")).toBe(`${desk.sandbox.url}/repositories/${desk.repository.id}/pulls?state=all`);
  const write = await desk.asInstallation(`POST ${base}/issues/1/comments`, { body: "hello" });
  expect(write.status).toBe(307);
  const path = (write.headers.get("location") ?? "").replace(desk.sandbox.url, "");
  expect((await desk.asInstallation(`POST ${path}`, { body: "hello" })).status).toBe(201);
  expect(desk.repository.fullName).toBe("acme/store");
});

test("roles come as GitHub tells them, old names and new", async () => {
  const seen = new Map<string, unknown>();
  for (const login of ["maria", "omar", "chen", "tara", "rita"]) {
    const { body } = await desk.asInstallation(`GET ${base}/collaborators/${login}/permission`);
    seen.set(login, [body.permission, body.role_name, body.user.permissions.push, body.user.permissions.triage]);
  }
  expect(Object.fromEntries(seen)).toEqual({
    maria: ["admin", "admin", true, true],
    omar: ["write", "maintain", true, true],
    chen: ["write", "write", true, true],
    tara: ["read", "triage", false, true],
    rita: ["read", "read", false, false],
  });
});

test("an outsider reads what is public and has no role in what is not", async () => {
  desk.sandbox.tokenFor("eve");
  const path = `${base}/collaborators/eve/permission`;
  expect((await desk.asInstallation(`GET ${path}`)).body).toMatchObject({ permission: "read", role_name: "read" });
  desk.repository.setPublic(false);
  const { body } = await desk.asInstallation(`GET ${path}`);
  expect(body).toMatchObject({ permission: "none", user: { permissions: { pull: false } } });
});

test("there is no permission to read of an App's bot or of nobody", async () => {
  for (const login of ["baton[bot]", "nobody-known"]) {
    const path = `${base}/collaborators/${encodeURIComponent(login)}/permission`;
    expect((await desk.asInstallation(`GET ${path}`)).status).toBe(404);
  }
});

test("a role granted, revoked or given through a team is there at once", async () => {
  const roleOf = async (login: string) =>
    (await desk.asInstallation(`GET ${base}/collaborators/${login}/permission`)).body.role_name;
  desk.repository.grant("rita", "maintain");
  expect(await roleOf("rita")).toBe("maintain");
  desk.repository.revoke("rita");
  expect(await roleOf("rita")).toBe("read");
  const team = desk.sandbox.createTeam({ org: "acme", slug: "product", members: ["rita"] });
  team.grant(desk.repository, "admin");
  expect(await roleOf("rita")).toBe("admin");
  team.remove("rita");
  expect(await roleOf("rita")).toBe("read");
});

test("teams and their members are read with members:read only", async () => {
  const team = desk.sandbox.createTeam({ org: "acme", slug: "product", members: ["maria", "omar"] });
  const path = "/orgs/acme/teams/product";
  expect((await desk.asInstallation("GET /orgs/acme/teams")).body).toMatchObject([{ slug: "product", id: team.id }]);
  expect((await desk.asInstallation(`GET ${path}`)).body.members_count).toBe(2);
  const { body } = await desk.asInstallation(`GET ${path}/members?per_page=100`);
  expect(body.map((user: { login: string }) => user.login)).toEqual(team.members());
  expect((await desk.asInstallation(`GET ${path}/memberships/maria`)).body.state).toBe("active");
  expect((await desk.asInstallation(`GET ${path}/memberships/rita`)).status).toBe(404);
  expect((await desk.asInstallation("GET /orgs/acme/teams/none/members")).status).toBe(404);
  team.delete();
  expect((await desk.asInstallation(`GET ${path}`)).status).toBe(404);
  desk.sandbox.setPermissions({ metadata: "read" });
  expect((await desk.asInstallation("GET /orgs/acme/teams")).status).toBe(403);
});

test("users are found by login, and so are bots", async () => {
  expect((await desk.asInstallation("GET /users/maria")).body.type).toBe("User");
  const bot = await desk.asInstallation(`GET /users/${encodeURIComponent("baton[bot]")}`);
  expect(bot.body).toMatchObject({ type: "Bot", html_url: `${desk.sandbox.url}/apps/baton` });
  expect((await desk.asInstallation("GET /users/nobody-known")).status).toBe(404);
});

test("the bots of well-known Apps have the ids that they have on GitHub", async () => {
  const pull = desk.repository.openPull({ by: "chen" });
  for (const login of ["github-actions[bot]", "Copilot", "claude[bot]"]) pull.comment(login, "hello");
  const { body } = await desk.asInstallation(`GET ${base}/issues/1/comments`);
  expect(body.map((comment: { user: { id: number } }) => comment.user.id)).toEqual([41898282, 198982749, 209825114]);
});

test("a file comes as JSON or raw, from the default branch or another", async () => {
  desk.repository.push("maria", "main", { files: { ".github/baton.yml": "start: manual\n" } });
  desk.repository.push("chen", "work", { files: { ".github/baton.yml": "start: opened\n" } });
  const path = `${base}/contents/.github/baton.yml`;
  const json = await desk.asInstallation(`GET ${path}`);
  expect(Buffer.from(json.body.content, "base64").toString()).toBe("start: manual\n");
  const raw = await desk.asInstallation(`GET ${path}?ref=work`, undefined, {
    accept: "application/vnd.github.raw+json",
  });
  expect(raw.body).toBe("start: opened\n");
  expect((await desk.asInstallation(`GET ${base}/contents/.github`)).body).toMatchObject([
    { path: ".github/baton.yml" },
  ]);
  expect((await desk.asInstallation(`GET ${base}/contents/nowhere.yml`)).status).toBe(404);
});

test("deployments are listed by what they are of, and their states newest first", async () => {
  const sha = desk.repository.branch("main") ?? "";
  const all = `${base}/deployments`;
  const { id } = desk.repository.deploy({ sha, environment: "production", state: "in_progress" });
  desk.repository.deploy({ sha, environment: "production", state: "success", url: "https://shop.example" });
  desk.repository.deploy({ by: "omar", sha, environment: "staging", state: "failure" });
  const { body } = await desk.asInstallation(`GET ${all}?sha=${sha}&environment=production`);
  expect(body).toMatchObject([
    { id, creator: { login: "github-actions[bot]" }, performed_via_github_app: { id: 15368 } },
  ]);
  const statuses = await desk.asInstallation(`GET ${all}/${id}/statuses`);
  expect(statuses.body.map((status: { state: string }) => status.state)).toEqual(["success", "in_progress"]);
  expect((await desk.asInstallation(`GET ${all}/${id}/statuses/${statuses.body[0].id}`)).body.state).toBe("success");
  expect((await desk.asInstallation(`GET ${all}/${id}`)).body.id).toBe(id);
  expect((await desk.asInstallation(`GET ${all}/1`)).status).toBe(404);
  expect(() => desk.repository.deploy({ by: "rita", sha, environment: "x", state: "success" })).toThrow("rita may not");
});

test("a new success makes the environment's earlier deployments inactive without a word", async () => {
  const first = desk.repository.branch("main") ?? "";
  const { id } = desk.repository.deploy({ sha: first, environment: "production", state: "success" });
  const second = desk.repository.push("maria", "main");
  desk.repository.deploy({ sha: second, environment: "production", state: "success" });
  const { body } = await desk.asInstallation(`GET ${base}/deployments/${id}/statuses`);
  expect(body[0].state).toBe("inactive");
  expect((await desk.arrived()).filter((name) => name === "deployment_status.created")).toHaveLength(2);
});

test("an App that may write deployments makes them and reports on them", async () => {
  desk.sandbox.setPermissions({ metadata: "read", deployments: "write", contents: "read" });
  const made = await desk.asInstallation(`POST ${base}/deployments`, { ref: "main", environment: "production" });
  expect(made).toMatchObject({ status: 201, body: { sha: desk.repository.branch("main") } });
  const path = `${base}/deployments/${made.body.id}/statuses`;
  expect((await desk.asInstallation(`POST ${path}`, { state: "success", log_url: "https://log.example" })).status).toBe(
    201,
  );
  expect((await desk.asInstallation(`POST ${base}/deployments`, { ref: "nowhere" })).status).toBe(422);
});

test("a dispatch is recorded, and one for a workflow needs a file that wants it", async () => {
  const coder = "on: { workflow_dispatch: { inputs: { workflow_id: { required: true }, role: } } }\n";
  const files = {
    ".github/workflows/coder.yml": coder,
    ".github/workflows/plain.yml": "on: [push, workflow_dispatch]\n",
    ".github/workflows/short.yml": "on: workflow_dispatch\n",
    ".github/workflows/ci.yml": "on: { push: }\n",
  };
  desk.repository.push("maria", "main", { files });
  const path = (file: string) => `POST ${base}/actions/workflows/${file}/dispatches`;
  const inputs = { workflow_id: "a" };
  expect((await desk.asInstallation(path("coder.yml"), { ref: "main", inputs })).status).toBe(204);
  expect((await desk.asInstallation(path("ci.yml"), { ref: "main" })).status).toBe(422);
  expect((await desk.asInstallation(path("none.yml"), { ref: "main" })).status).toBe(404);
  expect((await desk.asInstallation(path("coder.yml"), { ref: "main" })).body).toMatchObject({
    message: "Required input 'workflow_id' not provided",
  });
  for (const file of ["plain.yml", "short.yml"]) {
    expect((await desk.asInstallation(path(file), { ref: "main", inputs })).body).toMatchObject({
      message: 'Unexpected inputs provided: ["workflow_id"]',
    });
  }
  const tooMany = Object.fromEntries(Array.from({ length: 26 }, (_, at) => [`key${at}`, "x"]));
  expect((await desk.asInstallation(path("coder.yml"), { ref: "main", inputs: tooMany })).status).toBe(422);
  const call = { event_type: "baton", client_payload: { role: "code_writer" } };
  expect((await desk.asInstallation(`POST ${base}/dispatches`, call)).status).toBe(204);
  expect(desk.repository.dispatches()).toMatchObject([
    { kind: "workflow", target: "coder.yml", ref: "main", inputs, actor: "baton[bot]" },
    { kind: "repository", target: "baton", inputs: { role: "code_writer" } },
  ]);
});

test("a deleted repository is gone", async () => {
  desk.repository.delete("maria");
  expect((await desk.asInstallation(`GET ${base}`)).status).toBe(404);
  expect((await desk.arrived()).at(-1)).toBe("repository.deleted");
});
