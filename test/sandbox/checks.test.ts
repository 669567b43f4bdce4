import { afterEach, beforeEach, expect, test } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
const runs = "/repos/acme/shop/check-runs";
const actions = [{ label: "Advance", description: "Completes this state", identifier: "advance" }];
const output = { title: "Testing", summary: "It is with the tester." };
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen" });
});
afterEach(() => desk.close());

test("an App makes, completes and reads a check run of its own", async () => {
  const request = { name: "Baton", head_sha: pull.headSha, status: "in_progress", external_id: "a:1", output };
  const made = await desk.asInstallation(`POST ${runs}`, request);
  expect(made).toMatchObject({ status: 201, body: { status: "in_progress", conclusion: null, app: { id: 7 } } });
  expect(made.body.pull_requests).toMatchObject([{ number: 1 }]);
  const path = `${runs}/${made.body.id}`;
  const done = await desk.asInstallation(`PATCH ${path}`, { conclusion: "action_required", actions });
  expect(done.body).toMatchObject({ status: "completed", conclusion: "action_required", external_id: "a:1" });
  expect(done.body.completed_at).not.toBeNull();
  expect((await desk.asInstallation(`GET ${path}`)).body.output.title).toBe("Testing");
  expect(pull.checkRuns("Baton")).toMatchObject([{ conclusion: "action_required", actions }]);
});

test("a completed run does not go back", async () => {
  const made = await desk.asInstallation(`POST ${runs}`, {
    name: "Baton",
    head_sha: pull.headSha,
    conclusion: "success",
  });
  const path = `${runs}/${made.body.id}`;
  expect((await desk.asInstallation(`PATCH ${path}`, { status: "in_progress" })).status).toBe(422);
  expect((await desk.asInstallation(`PATCH ${path}`, { output })).status).toBe(200);
});

test("a run has no more buttons, characters and annotations than GitHub allows", async () => {
  const request = { name: "Baton", head_sha: pull.headSha, conclusion: "success" };
  const [action] = actions;
  const annotation = { path: "a.yml", start_line: 1, end_line: 1, annotation_level: "failure", message: "no" };
  const tooMuch = [
    { actions: [action, action, action, action] },
    { actions: [{ ...action, label: "x".repeat(21) }] },
    { actions: [{ ...action, description: "x".repeat(41) }] },
    { actions: [{ ...action, identifier: "x".repeat(21) }] },
    { output: { ...output, summary: "x".repeat(65_536) } },
    { output: { ...output, text: "x".repeat(65_536) } },
    { output: { ...output, annotations: Array.from({ length: 51 }, () => annotation) } },
    { output: { title: "no summary" } },
    { status: "completed", conclusion: undefined },
    { head_sha: "0".repeat(40) },
  ];
  for (const more of tooMuch)
    expect((await desk.asInstallation(`POST ${runs}`, { ...request, ...more })).status).toBe(422);
  const open = await desk.asInstallation(`POST ${runs}`, { ...request, status: "completed", conclusion: undefined });
  expect(open.body.errors).toMatchObject([{ resource: "CheckRun", field: "conclusion", code: "missing_field" }]);
  expect(pull.checkRuns()).toEqual([]);
});

test("annotations add up and are listed", async () => {
  const annotation = { path: "a.yml", start_line: 1, end_line: 1, annotation_level: "failure", message: "no" };
  const whole = { ...output, annotations: [annotation] };
  const made = await desk.asInstallation(`POST ${runs}`, {
    name: "Baton rules",
    head_sha: pull.headSha,
    output: whole,
  });
  await desk.asInstallation(`PATCH ${runs}/${made.body.id}`, { output: whole });
  expect((await desk.asInstallation(`GET ${runs}/${made.body.id}/annotations`)).body).toHaveLength(2);
});

test("GitHub Actions has a suite for each time that it runs a workflow file, and a re-run stays in it", async () => {
  const { repository } = desk;
  const sha = pull.headSha;
  repository.check({ sha, name: "build", conclusion: "failure" });
  repository.check({ sha, name: "build", conclusion: "success", file: "docs.yml" });
  repository.check({ sha, name: "build", conclusion: "success", event: "push" });
  repository.rerun({ sha, name: "build" });
  repository.runActions({ sha });
  repository.check({ sha, name: "build", conclusion: "success" });
  repository.runActions({ sha, file: "broken.yml", conclusion: "startup_failure" });
  const latest = await desk.asInstallation(`GET /repos/acme/shop/commits/${sha}/check-runs?filter=latest`);
  const all = await desk.asInstallation(`GET /repos/acme/shop/commits/${sha}/check-runs?filter=all`);
  expect([latest.body.total_count, all.body.total_count]).toEqual([4, 5]);
  const ran = await desk.asInstallation(`GET /repos/acme/shop/actions/runs?head_sha=${sha}&per_page=100`);
  const [broken, again, push, docs, first] = ran.body.workflow_runs;
  expect(broken).toMatchObject({ name: ".github/workflows/broken.yml", conclusion: "startup_failure" });
  expect([again.workflow_id, push.workflow_id]).toEqual([first.workflow_id, first.workflow_id]);
  expect([again.event, push.event, first.run_number, again.run_number]).toEqual(["pull_request", "push", 1, 3]);
  expect(docs.workflow_id).not.toBe(first.workflow_id);
  const one = await desk.asInstallation(`GET /repos/acme/shop/actions/runs?check_suite_id=${first.check_suite_id}`);
  expect(one.body.workflow_runs).toMatchObject([{ id: first.id, status: "in_progress", conclusion: null }]);
  const pushed = await desk.asInstallation("GET /repos/acme/shop/actions/runs?event=push");
  expect(pushed.body.total_count).toBe(1);
  expect(await desk.arrived()).toContain("check_suite.completed");
});

test("a run that is incomplete for 14 days turns stale, whatever is said of it meanwhile", async () => {
  const dayMs = 24 * 60 * 60 * 1000;
  const run = { name: "Baton", head_sha: pull.headSha, status: "in_progress", output };
  const { body: made } = await desk.asInstallation(`POST ${runs}`, run);
  desk.clock.advance(13 * dayMs);
  await desk.asInstallation(`PATCH ${runs}/${made.id}`, { output: { ...output, title: "Still testing" } });
  desk.clock.advance(dayMs - 60_000);
  expect((await desk.asInstallation(`GET ${runs}/${made.id}`)).body.status).toBe("in_progress");
  desk.clock.advance(61_000);
  expect((await desk.asInstallation(`GET ${runs}/${made.id}`)).body).toMatchObject({
    status: "completed",
    conclusion: "stale",
  });
  expect(pull.checkRuns("Baton")).toMatchObject([{ conclusion: "stale" }]);
  const { body } = await desk.asInstallation(`GET /repos/acme/shop/check-suites/${made.check_suite.id}`);
  expect(body).toMatchObject({ status: "completed", conclusion: "stale" });
});

test("a run belongs to its App: neither another one nor a user changes it", async () => {
  const run = desk.repository.check({ sha: pull.headSha, name: "build", status: "in_progress" });
  expect((await desk.asInstallation(`PATCH ${runs}/${run.id}`, { conclusion: "success" })).status).toBe(403);
  const byUser = await desk.as("maria")(`POST ${runs}`, { name: "Baton", head_sha: pull.headSha });
  expect(byUser).toMatchObject({ status: 403, body: { message: "You must authenticate via a GitHub App." } });
});

test("of runs with one name the list shows the latest, and all when asked", async () => {
  desk.repository.check({ sha: pull.headSha, name: "build", conclusion: "failure", summary: "It broke." });
  desk.repository.rerun({ sha: pull.headSha, name: "build" });
  desk.repository.check({ sha: pull.headSha, name: "lint", conclusion: "success" });
  desk.repository.check({ app: "claude", sha: pull.headSha, name: "build", conclusion: "success" });
  const list = `/repos/acme/shop/commits/${pull.headSha}/check-runs`;
  const latest = await desk.asInstallation(`GET ${list}`);
  expect(latest.body.check_runs.map((run: { name: string; status: string }) => `${run.name} ${run.status}`)).toEqual([
    "build completed",
    "lint completed",
    "build in_progress",
  ]);
  expect((await desk.asInstallation(`GET ${list}?filter=all`)).body.total_count).toBe(4);
  expect((await desk.asInstallation(`GET ${list}?check_name=lint`)).body.total_count).toBe(1);
  expect((await desk.asInstallation(`GET ${list}?app_id=15368&status=completed`)).body.total_count).toBe(1);
  const byBranch = await desk.asInstallation("GET /repos/acme/shop/commits/feature/check-runs?per_page=2");
  expect(byBranch.body.check_runs).toHaveLength(2);
  expect(byBranch.body.total_count).toBe(3);
});

test("runs of an App on a commit make one suite, done when all of them are", async () => {
  desk.repository.check({ sha: pull.headSha, name: "build" });
  desk.repository.check({ sha: pull.headSha, name: "lint", conclusion: "success" });
  const list = `/repos/acme/shop/commits/${pull.headSha}/check-suites`;
  const during = await desk.asInstallation(`GET ${list}?app_id=15368`);
  expect(during.body.check_suites).toMatchObject([
    { status: "in_progress", conclusion: null, latest_check_runs_count: 2 },
  ]);
  desk.repository.check({ sha: pull.headSha, name: "build", conclusion: "failure" });
  const { id } = during.body.check_suites[0];
  const after = await desk.asInstallation(`GET /repos/acme/shop/check-suites/${id}`);
  expect(after.body).toMatchObject({ status: "completed", conclusion: "failure" });
  expect((await desk.asInstallation(`GET /repos/acme/shop/check-suites/${id}/check-runs`)).body.total_count).toBe(2);
  expect((await desk.arrived()).filter((name) => name === "check_suite.completed")).toHaveLength(1);
});

test("the App's own suite, asked for by the push, stays empty and queued", async () => {
  const { body } = await desk.asInstallation(`GET /repos/acme/shop/commits/${pull.headSha}/check-suites`);
  expect(body.check_suites).toMatchObject([{ app: { id: 7 }, status: "queued", latest_check_runs_count: 0 }]);
});

test("a button is pressed on a completed run only, and its App is told", async () => {
  const request = { name: "Baton", head_sha: pull.headSha, status: "in_progress", actions };
  const made = await desk.asInstallation(`POST ${runs}`, request);
  expect(() => pull.pressButton("maria", made.body.id, "advance")).toThrow("shows no buttons");
  await desk.asInstallation(`PATCH ${runs}/${made.body.id}`, { conclusion: "action_required" });
  expect(() => pull.pressButton("maria", made.body.id, "retry")).toThrow("has no button retry; it has advance");
  expect(() => pull.pressButton("rita", made.body.id, "advance")).toThrow("rita may not press buttons");
  pull.pressButton("maria", made.body.id, "advance");
  await desk.sandbox.delivered();
  const { action, payload } = desk.webhooks.at(-1)!;
  expect(action).toBe("requested_action");
  expect(payload).toMatchObject({ requested_action: { identifier: "advance" }, sender: { login: "maria" } });
});

test("a button of another App is no business of this one", async () => {
  const run = desk.repository.check({ sha: pull.headSha, name: "build", conclusion: "failure", actions });
  const before = await desk.arrived();
  pull.pressButton("maria", run.id, "advance");
  expect(await desk.arrived()).toEqual(before);
});

test("a check asked for again starts its suite over and leaves the run as it is", async () => {
  const made = await desk.asInstallation(`POST ${runs}`, {
    name: "Baton",
    head_sha: pull.headSha,
    conclusion: "success",
  });
  pull.rerequest("maria", made.body.id);
  expect((await desk.arrived()).at(-1)).toBe("check_run.rerequested");
  expect(pull.checkRuns("Baton")[0]?.status).toBe("completed");
  const suite = `/repos/acme/shop/check-suites/${made.body.check_suite.id}`;
  expect((await desk.asInstallation(`GET ${suite}`)).body).toMatchObject({ status: "queued", conclusion: null });
  expect((await desk.asInstallation(`POST ${runs}/${made.body.id}/rerequest`)).status).toBe(201);
  expect((await desk.asInstallation(`POST ${suite}/rerequest`)).status).toBe(201);
  expect((await desk.arrived()).at(-1)).toBe("check_suite.rerequested");
});

test("checks on a fork's commit name no pull request", async () => {
  const forked = desk.repository.openPull({ by: "eve", fork: true });
  desk.repository.check({ sha: forked.headSha, name: "build", conclusion: "success" });
  await desk.sandbox.delivered();
  const told = desk.webhooks.filter(({ event }) => event === "check_run" || event === "check_suite");
  const about = told.filter(({ payload }) => (payload.check_run ?? payload.check_suite).head_sha === forked.headSha);
  expect(about.length).toBeGreaterThan(0);
  for (const { payload } of about) expect((payload.check_run ?? payload.check_suite).pull_requests).toEqual([]);
});

test("statuses combine to what the latest of each context say", async () => {
  const path = `/repos/acme/shop/statuses/${pull.headSha}`;
  const combined = `/repos/acme/shop/commits/${pull.headSha}/status`;
  expect((await desk.asInstallation(`GET ${combined}`)).body).toMatchObject({ state: "pending", total_count: 0 });
  await desk.asInstallation(`POST ${path}`, {
    state: "failure",
    context: "ci",
    description: "no",
    target_url: "https://ci.example",
  });
  desk.repository.status({ by: "chen", sha: pull.headSha, context: "docs", state: "success" });
  expect((await desk.asInstallation(`GET ${combined}`)).body).toMatchObject({ state: "failure", total_count: 2 });
  desk.repository.status({ by: "chen", sha: pull.headSha, context: "ci", state: "success" });
  expect((await desk.asInstallation(`GET ${combined}`)).body).toMatchObject({ state: "success", total_count: 2 });
  expect((await desk.asInstallation(`GET ${combined}es`)).body).toHaveLength(3);
  expect(
    (await desk.asInstallation(`POST /repos/acme/shop/statuses/${"0".repeat(40)}`, { state: "success" })).status,
  ).toBe(422);
  expect(() => desk.repository.status({ by: "rita", sha: pull.headSha, context: "ci", state: "success" })).toThrow(
    "rita may not",
  );
});
