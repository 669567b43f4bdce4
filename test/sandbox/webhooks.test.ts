import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSandbox, type PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

/** What arrives because of something, in order. */
async function after(happens: () => unknown): Promise<readonly string[]> {
  const before = (await desk.arrived()).length;
  await happens();
  return (await desk.arrived()).slice(before);
}

function opened(): PullDriver {
  return desk.repository.openPull({ by: "chen", title: "Pay by card" });
}

test("a webhook is signed and says what it is, for whom and from whom", async () => {
  opened().comment("chen", "/start");
  await desk.arrived();
  const { headers, text, payload } = desk.webhooks.at(-1)!;
  const signature = createHmac("sha256", "a secret of the tests").update(text).digest("hex");
  expect(headers).toMatchObject({
    "x-hub-signature-256": `sha256=${signature}`,
    "x-github-event": "issue_comment",
    "x-github-hook-installation-target-id": "7",
    "x-github-hook-installation-target-type": "integration",
    "content-type": "application/json",
  });
  expect(headers["x-github-delivery"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers["user-agent"]).toMatch(/^GitHub-Hookshot\//);
  expect(payload).toMatchObject({
    action: "created",
    sender: { login: "chen" },
    repository: { full_name: "acme/shop" },
    organization: { login: "acme" },
    installation: { id: desk.sandbox.installation("acme").id },
    issue: { number: 1, pull_request: { url: `${desk.sandbox.url}/repos/acme/shop/pulls/1` } },
    comment: { body: "/start", user: { login: "chen" }, author_association: "MEMBER" },
  });
});

test("opening a pull request tells of the push, asks for checks, and then of the pull request", async () => {
  expect(await after(opened)).toEqual(["push", "check_suite.requested", "pull_request.opened"]);
});

test("a push to a pull request tells of the old and the new head", async () => {
  const pull = opened();
  const before = pull.headSha;
  expect(await after(() => pull.push("chen"))).toEqual(["push", "pull_request.synchronize", "check_suite.requested"]);
  const synchronize = desk.webhooks.find(({ action }) => action === "synchronize")!;
  expect(synchronize.payload).toMatchObject({
    before,
    after: pull.headSha,
    pull_request: { head: { sha: pull.headSha } },
  });
});

test("a push to a fork tells of the pull request alone: the App is not installed on forks", async () => {
  const pull = desk.repository.openPull({ by: "eve", fork: true });
  expect(await after(() => pull.push("eve"))).toEqual(["pull_request.synchronize"]);
});

test("comments tell when they are made, edited and deleted", async () => {
  const pull = opened();
  const told = await after(() => {
    const { id } = pull.comment("rita", "one");
    pull.editComment("rita", id, "two");
    pull.deleteComment("rita", id);
  });
  expect(told).toEqual(["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"]);
  expect(desk.webhooks.at(-2)?.payload.changes).toEqual({ body: { from: "one" } });
});

test("a comment on an issue has no pull request in it", async () => {
  const issue = desk.repository.openIssue({ by: "rita", title: "It breaks" });
  expect(await after(() => issue.comment("rita", "still"))).toEqual(["issue_comment.created"]);
  expect(desk.webhooks.at(-1)?.payload.issue.pull_request).toBeUndefined();
});

test("labels of a pull request tell as events of the pull request", async () => {
  const pull = opened();
  const told = await after(() => {
    pull.label("tara", "baton: start");
    pull.label("tara", "baton: start");
    pull.unlabel("tara", "baton: start");
  });
  expect(told).toEqual(["pull_request.labeled", "pull_request.unlabeled"]);
  expect(desk.webhooks.at(-1)?.payload).toMatchObject({
    label: { name: "baton: start" },
    pull_request: { labels: [] },
  });
  expect(() => pull.unlabel("tara", "baton: start")).toThrow('has no label "baton: start"');
});

test("a pull request tells when it is a draft, ready, edited, closed and reopened", async () => {
  const pull = opened();
  desk.repository.push("chen", "next");
  const told = await after(() => {
    pull.draft("chen");
    pull.ready("chen");
    pull.edit("chen", { title: "Pay", body: "Closes it." });
    pull.changeBase("chen", "next");
    pull.close("chen");
    pull.reopen("chen");
  });
  const actions = ["converted_to_draft", "ready_for_review", "edited", "edited", "closed", "reopened"];
  expect(told).toEqual(actions.map((action) => `pull_request.${action}`));
  const based = desk.webhooks.find(({ payload }) => payload.changes?.base !== undefined)!;
  expect(based.payload.changes.base.ref).toEqual({ from: "main" });
  expect(() => pull.changeBase("chen", "nowhere")).toThrow("There is no branch nowhere");
});

test("a merge tells of the push to the base and of the pull request closed as merged", async () => {
  const pull = opened();
  expect(await after(() => pull.merge("omar"))).toEqual(["push", "check_suite.requested", "pull_request.closed"]);
  expect(desk.webhooks.at(-1)?.payload.pull_request).toMatchObject({ merged: true, merged_by: { login: "omar" } });
  expect([pull.merged, pull.state]).toEqual([true, "closed"]);
  expect(() => pull.reopen("chen")).toThrow("is merged and stays closed");
  expect(() => pull.merge("omar")).toThrow("is closed and cannot be merged");
});

test("a draft is not merged", () => {
  const pull = desk.repository.openPull({ by: "chen", draft: true });
  expect(() => pull.merge("omar")).toThrow("is a draft");
});

test("reviews tell when they are submitted and dismissed, in lower case", async () => {
  const pull = opened();
  const told = await after(() => pull.dismissReview("maria", pull.review("omar", "approved", "Good.").id));
  expect(told).toEqual(["pull_request_review.submitted", "pull_request_review.dismissed"]);
  expect(desk.webhooks.at(-2)?.payload.review).toMatchObject({ state: "approved", body: "Good." });
});

test("a request for review tells whom it is of", async () => {
  const pull = opened();
  const team = desk.sandbox.createTeam({ org: "acme", slug: "reviewers" });
  team.grant(desk.repository, "write");
  const told = await after(() => pull.requestReview("chen", "omar", "acme/reviewers"));
  expect(told).toEqual(["pull_request.review_requested", "pull_request.review_requested"]);
  expect(desk.webhooks.at(-2)?.payload.requested_reviewer.login).toBe("omar");
  expect(desk.webhooks.at(-1)?.payload.requested_team.slug).toBe("reviewers");
});

test("a check tells when its run is made and done, and its suite when all are", async () => {
  const { headSha: sha } = opened();
  expect(await after(() => desk.repository.check({ sha, name: "build" }))).toEqual(["check_run.created"]);
  const done = await after(() =>
    desk.repository.check({ sha, name: "build", conclusion: "failure", summary: "It broke." }),
  );
  expect(done).toEqual(["check_run.completed", "check_suite.completed"]);
  expect(desk.webhooks.at(-2)?.payload.check_run).toMatchObject({
    conclusion: "failure",
    output: { summary: "It broke." },
    app: { slug: "github-actions" },
    pull_requests: [{ number: 1 }],
  });
  expect(await after(() => desk.repository.rerun({ sha, name: "build" }))).toEqual(["check_run.created"]);
});

test("statuses and deployments tell of the commit that they are for", async () => {
  const { headSha: sha } = opened();
  const told = await after(() => {
    desk.repository.status({ by: "chen", sha, context: "ci", state: "success", description: "fine" });
    desk.repository.deploy({ sha, environment: "production", state: "success" });
    desk.repository.deploy({ sha, environment: "production", state: "inactive" });
  });
  expect(told).toEqual(["status", "deployment_status.created"]);
  expect(desk.webhooks.at(-2)?.payload).toMatchObject({ sha, context: "ci", branches: [{ name: "feature" }] });
  expect(desk.webhooks.at(-1)?.payload).toMatchObject({ deployment: { sha, environment: "production" } });
});

test("a merge queue's group asks for checks and ends as merged or not", async () => {
  const [first, second] = [opened(), opened()];
  const group = desk.repository.mergeGroup("omar", first, second);
  expect((await desk.arrived()).at(-1)).toBe("merge_group.checks_requested");
  const { merge_group: asked } = desk.webhooks.at(-1)!.payload;
  expect(asked).toMatchObject({ head_sha: group.headSha, base_ref: "refs/heads/main" });
  expect(asked.head_ref).toBe(`refs/heads/gh-readonly-queue/main/pr-2-${asked.base_sha}`);
  group.end("merged");
  expect((await desk.arrived()).slice(-4)).toEqual([
    "pull_request.closed",
    "pull_request.closed",
    "push",
    "merge_group.destroyed",
  ]);
  expect([first.merged, second.merged, desk.repository.branch("main")]).toEqual([true, true, group.headSha]);
  expect(desk.repository.branch(group.headRef)).toBeUndefined();
  const third = opened();
  desk.repository.mergeGroup("omar", third).end("dequeued");
  await desk.arrived();
  expect(desk.webhooks.at(-1)?.payload.reason).toBe("dequeued");
  expect(third.merged).toBe(false);
});

test("teams tell of their members and of what they may do", async () => {
  const told = await after(() => {
    const team = desk.sandbox.createTeam({ org: "acme", slug: "product", members: ["maria"] });
    team.remove("maria");
    team.grant(desk.repository, "write");
    team.delete();
  });
  expect(told).toEqual([
    "team.created",
    "membership.added",
    "membership.removed",
    "team.added_to_repository",
    "team.deleted",
  ]);
});

test("an installation tells when it is made, suspended, changed and removed", async () => {
  const told = await after(() => {
    const first = desk.sandbox.createRepository({ owner: "zoo", name: "one", announce: true });
    const second = desk.sandbox.createRepository({ owner: "zoo", name: "two", announce: true });
    const installation = desk.sandbox.installation("zoo");
    installation.suspend();
    first.push("zoo", "main");
    installation.unsuspend();
    installation.select(first);
    installation.select(first, second);
    installation.uninstall();
    first.push("zoo", "main");
  });
  expect(told).toEqual([
    "installation.created",
    "installation_repositories.added",
    "installation.suspend",
    "installation.unsuspend",
    "installation_repositories.removed",
    "installation_repositories.added",
    "installation.deleted",
  ]);
});

test("a repository tells when it is renamed and transferred to where the App is too", async () => {
  desk.sandbox.createRepository({ owner: "zoo", name: "other" });
  const told = await after(() => {
    desk.repository.rename("maria", "store");
    desk.repository.transfer("maria", "zoo");
  });
  expect(told).toEqual(["repository.renamed", "repository.transferred"]);
  expect(desk.webhooks.at(-1)?.payload).toMatchObject({
    changes: { owner: { from: { organization: { login: "acme" } } } },
    repository: { full_name: "zoo/store" },
  });
  expect(() => desk.repository.rename("chen", "mine")).toThrow("chen may not rename it");
});

test("what the App is not subscribed to stays untold, and checks come with their permission", async () => {
  await desk.close();
  const permissions = { metadata: "read", contents: "read", checks: "write" } as const;
  desk = await openDesk({ events: ["push"], permissions });
  const told = await after(() => {
    const pull = opened();
    pull.comment("chen", "/start");
    desk.repository.check({ sha: pull.headSha, name: "build" });
  });
  expect(told).toEqual(["push", "check_suite.requested", "check_run.created"]);
});

test("an App is not made for an event of which it may read nothing, and hears no more of one that it may not read now", async () => {
  const options = { webhookSecret: "s", appId: 8, publicKey: "none", permissions: { metadata: "read" } } as const;
  await expect(startSandbox({ ...options, events: ["merge_group"] })).rejects.toThrow(
    "An App that subscribes to merge_group needs one of these permissions: merge_queues:read.",
  );
  desk.sandbox.setPermissions({ metadata: "read", pull_requests: "read" });
  expect(await after(() => opened().comment("chen", "/start"))).toEqual([
    "pull_request.opened",
    "issue_comment.created",
  ]);
  desk.sandbox.setPermissions({ metadata: "read" });
  expect(await after(() => opened().comment("chen", "/start"))).toEqual([]);
});

test("without an address nothing is sent, and from when it is given everything is", async () => {
  await desk.close();
  desk = await openDesk({ isSilent: true });
  const pull = opened();
  await desk.sandbox.delivered();
  expect(desk.sandbox.deliveries.attempts).toEqual([]);
  desk.sandbox.deliverTo(desk.webhookUrl);
  expect(await after(() => pull.comment("chen", "/start"))).toEqual(["issue_comment.created"]);
});

test("what the App does itself is told to it as well, with its bot as sender", async () => {
  opened();
  await desk.asInstallation("POST /repos/acme/shop/issues/1/labels", { labels: ["baton: testing"] });
  expect((await desk.arrived()).at(-1)).toBe("pull_request.labeled");
  expect(desk.webhooks.at(-1)?.payload.sender).toMatchObject({ login: "baton[bot]", type: "Bot" });
});
