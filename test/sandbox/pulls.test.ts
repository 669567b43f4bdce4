import { afterEach, beforeEach, expect, test } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
const base = "/repos/acme/shop";
const one = `${base}/pulls/1`;
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen", title: "Pay by card", body: "Closes the gap." });
});
afterEach(() => desk.close());

test("a pull request is read whole", async () => {
  const { body } = await desk.asInstallation(`GET ${one}`);
  expect(body).toMatchObject({
    number: 1,
    state: "open",
    draft: false,
    merged: false,
    mergeable_state: "clean",
    commits: 1,
    changed_files: 1,
    head: { ref: "feature", sha: pull.headSha },
    base: { ref: "main" },
    user: { login: "chen" },
  });
});

test("pull requests are listed by state, head and base", async () => {
  pull.close("chen");
  desk.repository.openPull({ by: "chen", head: "other", draft: true });
  const count = async (query: string) => (await desk.asInstallation(`GET ${base}/pulls${query}`)).body.length;
  expect(await count("")).toBe(1);
  expect(await count("?state=all&sort=updated&direction=desc")).toBe(2);
  expect(await count("?state=closed")).toBe(1);
  expect(await count("?head=acme:other")).toBe(1);
  expect(await count("?head=acme:feature")).toBe(0);
  expect(await count("?base=main")).toBe(1);
  desk.clock.advance(60_000);
  pull.reopen("chen");
  const numbers = async (query: string) =>
    (await desk.asInstallation(`GET ${base}/pulls${query}`)).body.map(({ number }: { number: number }) => number);
  expect(await numbers("")).toEqual([2, 1]);
  expect(await numbers("?direction=asc")).toEqual([1, 2]);
  expect(await numbers("?sort=updated")).toEqual([2, 1]);
  expect(await numbers("?sort=updated&direction=desc")).toEqual([1, 2]);
});

test("an App opens a pull request for a branch, once and only where there is something to merge", async () => {
  desk.repository.push("chen", "work");
  const request = { title: "Work", head: "work", base: "main", draft: true };
  const opened = await desk.asInstallation(`POST ${base}/pulls`, request);
  expect(opened).toMatchObject({ status: 201, body: { draft: true, user: { login: "baton[bot]" } } });
  const again = await desk.asInstallation(`POST ${base}/pulls`, request);
  expect(again).toMatchObject({ status: 422, body: { message: "Validation Failed" } });
  expect(again.body.errors).toMatchObject([
    { resource: "PullRequest", code: "custom", message: "A pull request already exists for acme:work." },
  ]);
  const sha = desk.repository.branch("main");
  expect((await desk.asInstallation(`POST ${base}/git/refs`, { ref: "refs/heads/empty", sha })).status).toBe(201);
  const empty = await desk.asInstallation(`POST ${base}/pulls`, { ...request, head: "empty" });
  expect(empty.body.errors).toMatchObject([{ message: "No commits between main and empty" }]);
  const nowhere = await desk.asInstallation(`POST ${base}/pulls`, { ...request, head: "nowhere" });
  expect(nowhere).toMatchObject({
    status: 422,
    body: { errors: [{ resource: "PullRequest", field: "head", code: "invalid" }] },
  });
});

test("an App edits, closes and reopens a pull request", async () => {
  desk.repository.push("chen", "next");
  const edited = await desk.asInstallation(`PATCH ${one}`, { title: "Pay", base: "next", state: "closed" });
  expect(edited.body).toMatchObject({ title: "Pay", state: "closed", base: { ref: "next" } });
  expect((await desk.asInstallation(`PATCH ${one}`, { state: "open" })).body.state).toBe("open");
});

test("a pull request's commits and files are those since it left the base", async () => {
  desk.repository.push("chen", "main", { files: { "elsewhere.txt": "no concern\n" } });
  pull.push("chen", { message: "Take cards", files: { "src/pay.ts": "export {};\n", "README.md": null } });
  const commits = await desk.asInstallation(`GET ${one}/commits`);
  expect(commits.body.map((entry: { commit: { message: string } }) => entry.commit.message)).toEqual([
    "Pay by card",
    "Take cards",
  ]);
  const files = await desk.asInstallation(`GET ${one}/files`);
  const seen = files.body.map((file: { filename: string; status: string }) => `${file.status} ${file.filename}`);
  expect(seen).toEqual(["removed README.md", expect.stringContaining("added changes/"), "added src/pay.ts"]);
});

test("the newest review of each person is there, and a dismissed one says so", async () => {
  const approval = pull.review("omar", "approved", "Good.");
  pull.review("tara", "changes_requested", "Not yet.", [{ path: "README.md", line: 1, body: "Say more." }]);
  const { body } = await desk.asInstallation(`GET ${one}/reviews`);
  expect(body.map((review: { state: string }) => review.state)).toEqual(["APPROVED", "CHANGES_REQUESTED"]);
  const comments = await desk.asInstallation(`GET ${one}/reviews/${body[1].id}/comments`);
  expect(comments.body).toMatchObject([{ body: "Say more.", path: "README.md" }]);
  expect((await desk.asInstallation(`GET ${one}/reviews/${approval.id}`)).body.commit_id).toBe(pull.headSha);
  pull.dismissReview("maria", approval.id);
  expect(pull.reviews()[0]?.state).toBe("DISMISSED");
  const dismissal = await desk.asInstallation(`PUT ${one}/reviews/${body[1].id}/dismissals`, { message: "done" });
  expect(dismissal.body.state).toBe("DISMISSED");
  expect((await desk.asInstallation(`PUT ${one}/reviews/${body[1].id}/dismissals`, { message: "done" })).status).toBe(
    422,
  );
});

test("nobody approves a pull request of their own", async () => {
  expect(() => pull.review("chen", "approved")).toThrow("chen cannot have approved a pull request of their own");
  expect((await desk.as("chen")(`POST ${one}/reviews`, { event: "APPROVE" })).status).toBe(422);
  expect((await desk.as("omar")(`POST ${one}/reviews`, { event: "APPROVE" })).body.state).toBe("APPROVED");
});

test("reviews are asked of collaborators and teams only, and no longer once given", async () => {
  const team = desk.sandbox.createTeam({ org: "acme", slug: "reviewers", members: ["tara"] });
  team.grant(desk.repository, "write");
  const path = `${one}/requested_reviewers`;
  const asked = await desk.asInstallation(`POST ${path}`, { reviewers: ["omar"], team_reviewers: ["reviewers"] });
  expect(asked.body.requested_reviewers).toMatchObject([{ login: "omar" }]);
  expect(pull.requestedReviewers()).toEqual(["omar", "acme/reviewers"]);
  for (const reviewers of [["chen"], ["eve"], ["nobody-known"]]) {
    expect((await desk.asInstallation(`POST ${path}`, { reviewers })).status).toBe(422);
  }
  expect((await desk.asInstallation(`POST ${path}`, { team_reviewers: ["strangers"] })).status).toBe(422);
  pull.review("omar", "approved");
  expect((await desk.asInstallation(`GET ${path}`)).body.users).toEqual([]);
  const left = await desk.asInstallation(`DELETE ${path}`, { reviewers: [], team_reviewers: ["reviewers"] });
  expect(left.body.requested_teams).toEqual([]);
  pull.requestReview("tara", "maria", "acme/reviewers");
  pull.withdrawReviewRequest("tara", "maria");
  expect(pull.requestedReviewers()).toEqual(["acme/reviewers"]);
  await desk.arrived();
});

test("a merge by the API wants the head that it was asked for, and no draft", async () => {
  pull.draft("chen");
  expect((await desk.asInstallation(`PUT ${one}/merge`, {})).status).toBe(405);
  pull.ready("chen");
  expect((await desk.asInstallation(`PUT ${one}/merge`, { sha: "0".repeat(40) })).status).toBe(409);
  expect((await desk.asInstallation(`GET ${one}/merge`)).status).toBe(404);
  const merged = await desk.asInstallation(`PUT ${one}/merge`, { sha: pull.headSha, commit_title: "Pay by card (#1)" });
  expect(merged.body).toMatchObject({ merged: true, sha: desk.repository.branch("main") });
  expect((await desk.asInstallation(`GET ${one}/merge`)).status).toBe(204);
  expect((await desk.asInstallation(`GET ${one}`)).body).toMatchObject({
    merged: true,
    merge_commit_sha: merged.body.sha,
  });
  expect((await desk.asInstallation(`PUT ${one}/merge`, {})).status).toBe(405);
});

test("a commit knows the pull requests that it is part of", async () => {
  const first = pull.headSha;
  pull.push("chen");
  const { body } = await desk.asInstallation(`GET ${base}/commits/${first}/pulls`);
  expect(body).toMatchObject([{ number: 1 }]);
  const main = desk.repository.branch("main");
  expect((await desk.asInstallation(`GET ${base}/commits/${main}/pulls`)).body).toEqual([]);
});

test("a push may go back to a former commit", async () => {
  const first = pull.headSha;
  const second = pull.push("chen");
  expect(second).not.toBe(first);
  expect(pull.push("chen", { sha: first })).toBe(first);
  expect(pull.headSha).toBe(first);
  await desk.sandbox.delivered();
  const pushes = desk.webhooks.filter(({ event }) => event === "push").map(({ payload }) => payload.forced);
  expect(pushes).toEqual([false, false, true]);
});

test("a commit may have an id that was chosen, and replace the one before", async () => {
  const sha = "a".repeat(40);
  expect(pull.push("chen", { sha, amend: true })).toBe(sha);
  expect((await desk.asInstallation(`GET ${one}`)).body.commits).toBe(1);
});

test("refs, branches and comparisons follow pushes", async () => {
  pull.push("chen");
  expect((await desk.asInstallation(`GET ${base}/git/ref/heads/feature`)).body.object.sha).toBe(pull.headSha);
  expect((await desk.asInstallation(`GET ${base}/git/ref/heads%2Ffeature`)).status).toBe(200);
  expect((await desk.asInstallation(`GET ${base}/git/ref/heads/nowhere`)).status).toBe(404);
  desk.repository.push("chen", "feature/other");
  const matching = async (beginning: string) =>
    (await desk.asInstallation(`GET ${base}/git/matching-refs/${beginning}`)).body.map(
      ({ ref }: { ref: string }) => ref,
    );
  expect(await matching("heads/feat")).toEqual(["refs/heads/feature", "refs/heads/feature/other"]);
  expect(await matching("heads%2Ffeature%2F")).toEqual(["refs/heads/feature/other"]);
  expect(await matching("tags/")).toEqual([]);
  expect((await desk.asInstallation(`GET ${base}/branches`)).body).toHaveLength(3);
  expect((await desk.asInstallation(`GET ${base}/branches/feature`)).body.commit.sha).toBe(pull.headSha);
  expect((await desk.asInstallation(`GET ${base}/branches/nowhere`)).status).toBe(404);
  const compare = async (range: string) => (await desk.asInstallation(`GET ${base}/compare/${range}`)).body;
  expect(await compare(`main...${pull.headSha}`)).toMatchObject({ status: "ahead", ahead_by: 2, behind_by: 0 });
  expect(await compare(`${pull.headSha}...main`)).toMatchObject({ status: "behind", ahead_by: 0, behind_by: 2 });
  expect(await compare("main...main")).toMatchObject({ status: "identical" });
  desk.repository.push("maria", "main");
  expect(await compare("main...feature")).toMatchObject({ status: "diverged", ahead_by: 2, behind_by: 1 });
  expect((await desk.asInstallation(`GET ${base}/compare/main...nowhere`)).status).toBe(404);
  const taken = { ref: "refs/heads/feature", sha: pull.headSha };
  expect((await desk.asInstallation(`POST ${base}/git/refs`, taken)).status).toBe(422);
  expect((await desk.asInstallation(`POST ${base}/git/refs`, { ...taken, ref: "feature" })).status).toBe(422);
});

test("a commit is found by SHA and branch, and what is none is refused", async () => {
  expect((await desk.asInstallation(`GET ${base}/commits/${pull.headSha}`)).body.sha).toBe(pull.headSha);
  expect((await desk.asInstallation(`GET ${base}/commits/feature`)).body.sha).toBe(pull.headSha);
  expect((await desk.asInstallation(`GET ${base}/commits/${"0".repeat(40)}`)).status).toBe(422);
});

test("a pull request from a fork has the fork's branch for its head", async () => {
  const forked = desk.repository.openPull({ by: "eve", fork: true, title: "From afar" });
  const { body } = await desk.asInstallation(`GET ${base}/pulls/${forked.number}`);
  expect(body).toMatchObject({ head: { label: "eve:feature", repo: { full_name: "eve/shop", fork: true } } });
  expect((await desk.as("eve")("GET /repos/eve/shop")).body.parent.full_name).toBe("acme/shop");
  expect(() => desk.repository.openPull({ by: "eve" })).toThrow("eve may not push in acme/shop");
});
