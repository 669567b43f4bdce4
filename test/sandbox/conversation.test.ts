import { afterEach, beforeEach, expect, test } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
const issue = "/repos/acme/shop/issues/1";
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen", title: "Pay by card", body: "Closes the gap." });
});
afterEach(() => desk.close());

test("a comment by the App bears its bot and says through which App it was made", async () => {
  const { status, body } = await desk.asInstallation(`POST ${issue}/comments`, { body: "hello" });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    user: { login: "baton[bot]", type: "Bot" },
    performed_via_github_app: { id: 7 },
    author_association: "NONE",
  });
  expect(pull.comments().map((comment) => [comment.user, comment.body])).toEqual([["baton[bot]", "hello"]]);
});

test("comments are listed a page at a time with links to the others", async () => {
  for (let count = 1; count <= 5; count += 1) pull.comment("rita", `comment ${count}`);
  const second = await desk.asInstallation(`GET ${issue}/comments?per_page=2&page=2`);
  expect(second.body.map((comment: { body: string }) => comment.body)).toEqual(["comment 3", "comment 4"]);
  const link = second.headers.get("link") ?? "";
  for (const rel of ["prev", "next", "last", "first"]) expect(link).toContain(`rel="${rel}"`);
  expect(link).toContain("per_page=2&page=3");
});

test("comments since a time are those changed since then", async () => {
  const old = pull.comment("rita", "old");
  pull.comment("rita", "older still");
  desk.clock.advance(60_000);
  const since = desk.clock.now().toISOString();
  desk.clock.advance(60_000);
  pull.editComment("rita", old.id, "new");
  const { body } = await desk.asInstallation(`GET ${issue}/comments?since=${since}`);
  expect(body.map((comment: { body: string }) => comment.body)).toEqual(["new"]);
});

test("a comment is read, changed and deleted by its id", async () => {
  const { body } = await desk.asInstallation(`POST ${issue}/comments`, { body: "first" });
  const path = `/repos/acme/shop/issues/comments/${body.id}`;
  expect((await desk.asInstallation(`GET ${path}`)).body.body).toBe("first");
  expect((await desk.asInstallation(`PATCH ${path}`, { body: "second" })).body.body).toBe("second");
  expect(pull.comments()[0]?.body).toBe("second");
  expect((await desk.asInstallation(`DELETE ${path}`)).status).toBe(204);
  expect((await desk.asInstallation(`GET ${path}`)).status).toBe(404);
  expect(pull.comments()).toEqual([]);
});

test("people with write change the comments of others, the rest only their own", async () => {
  const { id } = pull.comment("rita", "mine");
  const path = `/repos/acme/shop/issues/comments/${id}`;
  expect((await desk.as("tara")(`PATCH ${path}`, { body: "yours" })).status).toBe(403);
  expect((await desk.as("rita")(`PATCH ${path}`, { body: "still mine" })).status).toBe(200);
  expect((await desk.as("chen")(`PATCH ${path}`, { body: "ours" })).status).toBe(200);
  expect(() => pull.deleteComment("tara", id)).toThrow("tara may not delete this comment");
});

test("a comment is neither empty nor longer than 65536 characters", async () => {
  expect((await desk.asInstallation(`POST ${issue}/comments`, { body: "" })).status).toBe(422);
  const without = await desk.asInstallation(`POST ${issue}/comments`, {});
  expect(without).toMatchObject({
    status: 422,
    body: { errors: [{ resource: "IssueComment", field: "body", code: "missing_field" }] },
  });
  const tooLong = await desk.asInstallation(`POST ${issue}/comments`, { body: "🏃".repeat(65_537) });
  expect(tooLong.status).toBe(422);
  expect(tooLong.body.errors).toMatchObject([{ resource: "IssueComment", field: "body" }]);
  expect((await desk.asInstallation(`POST ${issue}/comments`, { body: "🏃".repeat(65_536) })).status).toBe(201);
});

test("a reaction that is there already is brought back, not doubled", async () => {
  const { id } = pull.comment("chen", "/start");
  const path = `/repos/acme/shop/issues/comments/${id}/reactions`;
  const first = await desk.asInstallation(`POST ${path}`, { content: "rocket" });
  const second = await desk.asInstallation(`POST ${path}`, { content: "rocket" });
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.body.id).toBe(first.body.id);
  expect(pull.comments()[0]?.reactions).toEqual([{ user: "baton[bot]", content: "rocket" }]);
  expect((await desk.asInstallation(`GET ${path}?content=rocket`)).body).toHaveLength(1);
  expect((await desk.asInstallation(`GET ${path}?content=eyes`)).body).toHaveLength(0);
  expect((await desk.asInstallation(`DELETE ${path}/${first.body.id}`)).status).toBe(204);
  expect((await desk.asInstallation(`DELETE ${path}/${first.body.id}`)).status).toBe(404);
  expect((await desk.asInstallation(`POST ${path}`, { content: "applause" })).status).toBe(422);
});

test("reactions need issues:write even on a pull request", async () => {
  const { id } = pull.comment("chen", "/start");
  desk.sandbox.setPermissions({ metadata: "read", pull_requests: "write" });
  const path = `/repos/acme/shop/issues/comments/${id}/reactions`;
  expect((await desk.asInstallation(`POST ${path}`, { content: "rocket" })).status).toBe(403);
  expect((await desk.asInstallation(`POST ${issue}/comments`, { body: "fine" })).status).toBe(201);
});

test("a pull request is an issue too, and an issue is no pull request", async () => {
  const plain = desk.repository.openIssue({ by: "rita", title: "It breaks" });
  expect((await desk.asInstallation(`GET ${issue}`)).body.pull_request.url).toContain("/pulls/1");
  const { body } = await desk.asInstallation(`GET /repos/acme/shop/issues/${plain.number}`);
  expect(body.pull_request).toBeUndefined();
  expect((await desk.asInstallation(`GET /repos/acme/shop/pulls/${plain.number}`)).status).toBe(404);
});

test("a repository's labels are made, found whatever their case, changed and deleted", async () => {
  const all = "/repos/acme/shop/labels";
  const made = await desk.asInstallation(`POST ${all}`, {
    name: "baton: testing",
    color: "0e8a16",
    description: "Tests",
  });
  expect(made).toMatchObject({ status: 201, body: { name: "baton: testing", color: "0e8a16" } });
  const again = await desk.asInstallation(`POST ${all}`, { name: "Baton: Testing" });
  expect(again).toMatchObject({ status: 422, body: { errors: [{ code: "already_exists" }] } });
  const path = `${all}/${encodeURIComponent("BATON: testing")}`;
  expect((await desk.asInstallation(`GET ${path}`)).body.description).toBe("Tests");
  expect((await desk.asInstallation(`PATCH ${path}`, { color: "ff0000" })).body.color).toBe("ff0000");
  expect((await desk.asInstallation(`PATCH ${path}`, { color: "#ff0000" })).status).toBe(422);
  pull.label("tara", "baton: testing");
  expect((await desk.asInstallation(`PATCH ${path}`, { new_name: "tested" })).body.name).toBe("tested");
  expect(pull.labels()).toEqual(["tested"]);
  expect((await desk.asInstallation(`GET ${all}`)).body).toHaveLength(1);
  expect((await desk.asInstallation(`DELETE ${all}/tested`)).status).toBe(204);
  expect(pull.labels()).toEqual([]);
});

test("giving an issue a label that the repository lacks makes it", async () => {
  const given = await desk.asInstallation(`POST ${issue}/labels`, { labels: ["one", "two"] });
  expect(given.body.map((label: { name: string }) => label.name)).toEqual(["one", "two"]);
  expect((await desk.asInstallation(`PUT ${issue}/labels`, { labels: ["two", "three"] })).body).toHaveLength(2);
  expect(pull.labels()).toEqual(["two", "three"]);
  expect((await desk.asInstallation(`DELETE ${issue}/labels/two`)).body).toHaveLength(1);
  expect(await desk.asInstallation(`DELETE ${issue}/labels/two`)).toMatchObject({ status: 404 });
  expect((await desk.asInstallation(`GET ${issue}/labels`)).body).toHaveLength(1);
  expect((await desk.asInstallation(`DELETE ${issue}/labels`)).status).toBe(204);
  expect(pull.labels()).toEqual([]);
});

test("triage may label and read may not", async () => {
  expect((await desk.as("rita")(`POST ${issue}/labels`, { labels: ["x"] })).status).toBe(403);
  expect((await desk.as("tara")(`POST ${issue}/labels`, { labels: ["x"] })).status).toBe(200);
  expect(() => pull.label("rita", "y")).toThrow(
    "rita may not label in acme/shop: that needs triage, and rita has read",
  );
});
