import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/github/failure.ts";
import { gather } from "../../src/github/gather.ts";
import { readChecks } from "../../src/github/read-checks.ts";
import { readPull } from "../../src/github/read-pull.ts";
import { allowOnlyPrescribed, api, apiUrl, date, fullName, repository, self, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const pullAnswer = {
  head: { sha: "abc" },
  base: { ref: "main", repo: { id: repository.id } },
  draft: true,
  state: "open",
  merged: false,
  merge_commit_sha: "tried",
  title: "A title",
  body: "Requirements",
  user: { id: 5 },
  labels: [{ name: "baton: testing" }, { name: "bug" }],
};

const commit = { fullName, sha: "abc", ownAppId: self.appId };
const runsPath = "/repos/acme/app/commits/abc/check-runs";
const statusPath = "/repos/acme/app/commits/abc/status";
const suitesPath = "/repos/acme/app/commits/abc/check-suites";

function run(id: number, more: object = {}) {
  return {
    id,
    name: `check ${String(id)}`,
    check_suite: { id: 9 },
    app: { id: 15368, slug: "github-actions" },
    status: "completed",
    conclusion: "success",
    html_url: `https://github.test/acme/app/runs/${String(id)}`,
    details_url: null,
    output: { title: null, summary: null },
    started_at: "2026-11-02T09:50:00Z",
    completed_at: "2026-11-02T09:55:00Z",
    ...more,
  };
}

function suite(id: number, more: object = {}) {
  return {
    id,
    head_sha: "abc",
    app: { id: 15368, slug: "github-actions" },
    status: "completed",
    conclusion: "success",
    latest_check_runs_count: 1,
    updated_at: "2026-11-02T09:55:00Z",
    repository: { html_url: "https://github.test/acme/app" },
    ...more,
  };
}

interface Given {
  /** Null: the test gives the pages itself. */
  readonly runs?: readonly object[] | null;
  readonly statuses?: readonly object[];
  readonly suites?: readonly object[];
}

function giveChecks({ runs = [], statuses = [], suites = [] }: Given): void {
  const query = { per_page: "100" };
  const counted = { url: "https://github.test", state: "pending", total_count: statuses.length };
  if (runs !== null) {
    const answer = { total_count: runs.length, check_runs: runs };
    api()
      .get(runsPath)
      .query({ ...query, filter: "latest" })
      .reply(200, answer);
  }
  api()
    .get(statusPath)
    .query(query)
    .reply(200, { ...counted, statuses });
  api().get(suitesPath).query(query).reply(200, { total_count: suites.length, check_suites: suites });
}

/** What GitHub Actions says of its runs for the commit. */
function giveActionsRuns(status: number, ...runs: readonly object[]): void {
  api()
    .get("/repos/acme/app/actions/runs")
    .query({ head_sha: "abc", per_page: "100" })
    .reply(status, status === 200 ? { total_count: runs.length, workflow_runs: runs } : { message: "No" });
}

/** A page of a hundred check runs. */
function givePage(number: number, { isLast }: { readonly isLast: boolean }): void {
  const query = { filter: "latest", per_page: "100", ...(number === 1 ? {} : { page: String(number) }) };
  const link = `<${apiUrl}${runsPath}?filter=latest&per_page=100&page=${String(number + 1)}>; rel="next"`;
  const runs = Array.from({ length: 100 }, (_, index) => run(number * 100 + index));
  api()
    .get(runsPath)
    .query(query)
    .reply(200, { total_count: 1_100, check_runs: runs }, isLast ? {} : { link });
}

describe("reading a pull request", () => {
  it("takes nothing from another repository that has the name by now", async () => {
    const base = { ref: "main", repo: { id: repository.id + 1 } };
    api()
      .get("/repos/acme/app/pulls/7")
      .reply(200, { ...pullAnswer, base });
    const read = readPull(testClient(), repository, 7).catch(failureOf);
    expect(await read).toEqual({
      kind: "later",
      retryAfterMs: null,
      message: "acme/app is another repository by now; GitHub is asked for the name that this one has.",
    });
  });

  it("tells what the workflow is judged by, and when GitHub said so", async () => {
    const client = testClient();
    api().get("/repos/acme/app/pulls/7").reply(200, pullAnswer);
    expect(await readPull(client, repository, 7)).toEqual({
      readAt: new Date(date),
      headSha: "abc",
      headChangedAt: null,
      baseRef: "main",
      draft: true,
      open: true,
      merged: false,
      mergeSha: null,
      title: "A title",
      body: "Requirements",
      authorId: 5,
      labels: ["baton: testing", "bug"],
    });
  });

  it("names the merge commit only once there was a merge", async () => {
    const client = testClient();
    const merged = { ...pullAnswer, state: "closed", merged: true, merge_commit_sha: "def" };
    api().get("/repos/acme/app/pulls/7").reply(200, merged);
    expect(await readPull(client, repository, 7)).toMatchObject({ open: false, merged: true, mergeSha: "def" });
  });

  it("keeps what Postgres can hold of a text that it cannot", async () => {
    const client = testClient();
    api()
      .get("/repos/acme/app/pulls/7")
      .reply(200, { ...pullAnswer, title: "a\0b", body: "half \ud83d", user: null });
    expect(await readPull(client, repository, 7)).toMatchObject({
      title: "a\ufffdb",
      body: "half \ufffd",
      authorId: null,
    });
  });
});

describe("reading the checks of a commit", () => {
  it("puts check runs and commit statuses in the same words", async () => {
    const client = testClient();
    const status = { id: 3, context: "ci/lint", state: "error", target_url: null, description: "broken" };
    giveChecks({
      runs: [
        run(1, { conclusion: "failure", output: { title: "Two failed", summary: "s".repeat(2_000) } }),
        run(2, { status: "waiting", conclusion: null, completed_at: null, app: null }),
      ],
      statuses: [{ ...status, updated_at: "2026-11-02T09:57:00Z" }],
      suites: [suite(9)],
    });
    expect(await readChecks(client, commit)).toEqual({
      readAt: new Date(date),
      headSha: "abc",
      runs: [
        {
          id: "check_run:1",
          order: 1,
          kind: "check_run",
          suiteId: 9,
          name: "check 1",
          app: "github-actions",
          status: "completed",
          conclusion: "failure",
          url: "https://github.test/acme/app/runs/1",
          summary: "s".repeat(500),
          changedAt: new Date("2026-11-02T09:55:00Z"),
        },
        {
          id: "check_run:2",
          order: 2,
          kind: "check_run",
          suiteId: 9,
          name: "check 2",
          app: "unknown",
          status: "waiting",
          conclusion: null,
          url: "https://github.test/acme/app/runs/2",
          summary: null,
          changedAt: new Date("2026-11-02T09:50:00Z"),
        },
        {
          id: "status:3",
          order: 3,
          kind: "status",
          suiteId: null,
          name: "ci/lint",
          app: "status",
          status: "completed",
          conclusion: "failure",
          url: null,
          summary: "broken",
          changedAt: new Date("2026-11-02T09:57:00Z"),
        },
      ],
      suites: [
        {
          id: 9,
          app: "github-actions",
          completed: true,
          conclusion: "success",
          runCount: 1,
          actionsWorkflow: null,
          url: null,
          changedAt: new Date("2026-11-02T09:55:00Z"),
        },
      ],
    });
  });

  it.each([
    ["success", "completed", "success"],
    ["pending", "in_progress", null],
    ["failure", "completed", "failure"],
  ])("tells a status of %s as %s", async (state, status, conclusion) => {
    const client = testClient();
    const said = {
      id: 3,
      context: "ci",
      state,
      target_url: null,
      description: null,
      updated_at: "2026-11-02T09:57:00Z",
    };
    giveChecks({ statuses: [said] });
    expect((await readChecks(client, commit)).runs).toMatchObject([{ status, conclusion }]);
  });

  it("takes a run with a conclusion for completed, whatever its status says", async () => {
    const client = testClient();
    giveChecks({ runs: [run(1, { status: "in_progress", conclusion: "success" })] });
    expect((await readChecks(client, commit)).runs).toMatchObject([{ status: "completed", conclusion: "success" }]);
  });

  it("says where runs wait for somebody's approval", async () => {
    const client = testClient();
    giveChecks({ suites: [suite(9, { conclusion: "action_required", latest_check_runs_count: 0 })] });
    expect((await readChecks(client, commit)).suites).toMatchObject([
      {
        conclusion: "action_required",
        runCount: 0,
        url: "https://github.test/acme/app/actions?query=is%3Aaction_required",
      },
    ]);
  });

  describe("that did not all pass", () => {
    const invalid = suite(9, { conclusion: "startup_failure", latest_check_runs_count: 0 });
    const actionsRun = { check_suite_id: 9, workflow_id: 4, event: "push", html_url: "https://github.test/run/5" };

    it("asks what an Actions workflow that ran nothing is, and where to see it", async () => {
      giveChecks({ runs: [run(1, { check_suite: { id: 8 } })], suites: [suite(8), invalid] });
      const path = ".github/workflows/ci.yml";
      giveActionsRuns(200, { ...actionsRun, name: null, path }, { ...actionsRun, check_suite_id: undefined });
      expect((await readChecks(testClient(), commit)).suites).toMatchObject([
        { id: 8, actionsWorkflow: null, url: null },
        { id: 9, actionsWorkflow: { id: 4, name: path, event: "push" }, url: "https://github.test/run/5" },
      ]);
    });

    it("asks which of two suites a failed check and its namesake belong to", async () => {
      const other = { check_suite: { id: 8 }, name: "check 1" };
      giveChecks({ runs: [run(1, { conclusion: "failure" }), run(2, other)], suites: [suite(8), suite(9)] });
      giveActionsRuns(200, { ...actionsRun, name: "CI", path: "ci.yml" });
      expect((await readChecks(testClient(), commit)).suites[1]).toMatchObject({ actionsWorkflow: { name: "CI" } });
    });

    it("asks nothing where a failure has no namesake", async () => {
      giveChecks({ runs: [run(1, { conclusion: "failure" }), run(2)], suites: [suite(9)] });
      expect((await readChecks(testClient(), commit)).suites).toMatchObject([{ actionsWorkflow: null, url: null }]);
    });

    it.each([403, 404])("goes by the suites alone where GitHub answers %s", async (status) => {
      giveChecks({ suites: [invalid] });
      giveActionsRuns(status);
      expect((await readChecks(testClient(), commit)).suites).toMatchObject([
        { actionsWorkflow: null, url: "https://github.test/acme/app/commit/abc/checks?check_suite_id=9" },
      ]);
    });

    it("fails where GitHub does", async () => {
      giveChecks({ suites: [invalid] });
      giveActionsRuns(500);
      await expect(readChecks(testClient(), commit)).rejects.toThrow();
    });
  });

  it("leaves Baton's own run and suite out", async () => {
    const client = testClient();
    const app = { id: self.appId, slug: "baton" };
    giveChecks({ runs: [run(1, { app }), run(2)], suites: [suite(8, { app }), suite(9)] });
    const checks = await readChecks(client, commit);
    expect(checks.runs.map(({ id }) => id)).toEqual(["check_run:2"]);
    expect(checks.suites.map(({ id }) => id)).toEqual([9]);
  });

  it("reads page after page, up to a limit that it tells of", async () => {
    const client = testClient();
    giveChecks({ runs: null, suites: [suite(9)] });
    for (let number = 1; number <= 11; number += 1) givePage(number, { isLast: number === 11 });
    const checks = await readChecks(client, commit);
    expect(checks.runs).toHaveLength(1_000);
    expect(checks.suites).toMatchObject([{ id: 9 }, { completed: false, runCount: 1 }]);
    expect(checks.suites[1]?.app).toContain("more than 1000 checks");
  });

  it("reads exactly as many as there are", async () => {
    const client = testClient();
    const link = `<${apiUrl}${runsPath}?filter=latest&per_page=100&page=2>; rel="next"`;
    giveChecks({ runs: null });
    api()
      .get(runsPath)
      .query({ filter: "latest", per_page: "100" })
      .reply(200, { total_count: 2, check_runs: [run(1)] }, { link });
    api()
      .get(runsPath)
      .query({ filter: "latest", per_page: "100", page: "2" })
      .reply(200, { total_count: 2, check_runs: [run(2)] });
    const checks = await readChecks(client, commit);
    expect(checks.runs.map(({ id }) => id)).toEqual(["check_run:1", "check_run:2"]);
    expect(checks.suites).toEqual([]);
  });
});

describe("gathering", () => {
  const needs = { pull: true, checks: true, reviews: false, deployments: false };
  const target = {
    fullName,
    repositoryId: repository.id,
    number: 7,
    ownAppId: self.appId,
    environment: "production",
    holdsRole: () => Promise.resolve(true),
    isForced: false,
  };

  it("reads the checks of the head that was just read", async () => {
    const client = testClient();
    api().get("/repos/acme/app/pulls/7").reply(200, pullAnswer);
    giveChecks({ runs: [run(1)] });
    const evidence = await gather(client, target, needs);
    expect(evidence.pull?.headSha).toBe("abc");
    expect(evidence.checks?.headSha).toBe("abc");
    expect(evidence).toMatchObject({ reviews: null, deployments: null });
  });

  it("leaves verdicts out that GitHub refuses to show, where they are gone past, and nothing else", async () => {
    const refuse = (path: string) =>
      api().get(path).query(true).reply(403, { message: "Resource not accessible by integration" });
    for (const isForced of [true, false]) {
      api().get("/repos/acme/app/pulls/7").reply(200, pullAnswer);
      refuse("/repos/acme/app/commits/abc/check-runs");
      const gathered = gather(testClient(), { ...target, isForced }, needs);
      if (isForced) expect(await gathered).toMatchObject({ pull: { headSha: "abc" }, checks: null });
      else await expect(gathered).rejects.toThrow("not accessible");
    }
    refuse("/repos/acme/app/pulls/7");
    await expect(gather(testClient(), { ...target, isForced: true }, needs)).rejects.toThrow("not accessible");
  });

  it("reads nothing that is not needed", async () => {
    const evidence = await gather(testClient(), target, {
      pull: false,
      checks: false,
      reviews: false,
      deployments: false,
    });
    expect(evidence).toEqual({ pull: null, checks: null, reviews: null, deployments: null });
  });

  it("reads the deployments of the head before the merge", async () => {
    api().get("/repos/acme/app/pulls/7").reply(200, pullAnswer);
    api()
      .get("/repos/acme/app/deployments")
      .query({ environment: "production", per_page: "20" })
      .reply(200, [
        { id: 1, sha: "abc", creator: null, environment: "production", updated_at: "2026-11-02T09:50:00Z" },
      ]);
    api().get("/repos/acme/app/deployments/1/statuses").query({ per_page: "100" }).reply(200, []);
    const evidence = await gather(testClient(), target, { ...needs, checks: false, deployments: true });
    expect(evidence.deployments?.deployments).toMatchObject([{ id: "deployment:1", state: "pending", creator: "" }]);
  });
});
