import { describe, expect, it } from "vitest";
import { publishCheck } from "../../src/github/publish-check.ts";
import type { CheckReport } from "../../src/report/report.ts";
import { allowOnlyPrescribed, api, pull, self, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const list = "/repos/acme/app/commits/abc/check-runs";
const query = { check_name: "Baton", app_id: String(self.appId), filter: "all", per_page: "100" };
const running: CheckReport = {
  headSha: "abc",
  externalId: "w:3",
  status: "in_progress",
  conclusion: null,
  title: "Testing",
  summary: "Two checks run",
  actions: [],
};
const retry = { label: "Retry", description: "Send it back", identifier: "retry" };
const waiting: CheckReport = {
  ...running,
  externalId: "w:4",
  status: "completed",
  conclusion: "action_required",
  actions: [retry],
};

/** The report as GitHub would give it back. */
function run(id: number, check: CheckReport, more: object = {}) {
  return {
    id,
    name: "Baton",
    app: { id: self.appId },
    external_id: check.externalId,
    status: check.status,
    conclusion: check.conclusion,
    output: { title: check.title, summary: check.summary },
    ...more,
  };
}

function giveRuns(runs: readonly object[]): void {
  api().get(list).query(query).reply(200, { total_count: runs.length, check_runs: runs });
}

const output = { title: "Testing", summary: "Two checks run" };
const runningRequest = { external_id: "w:3", status: "in_progress", output, actions: [] };
const waitingRequest = {
  external_id: "w:4",
  status: "completed",
  conclusion: "action_required",
  output,
  actions: [retry],
};

describe("the check run", () => {
  it("is made where the head has none", async () => {
    const client = testClient();
    giveRuns([]);
    api()
      .post("/repos/acme/app/check-runs", { ...runningRequest, name: "Baton", head_sha: "abc" })
      .reply(201, { id: 1 });
    expect(await publishCheck(client, pull, running)).toEqual({ writes: 1 });
  });

  it.each([running, waiting])("is left alone where it says the same", async (check) => {
    const client = testClient();
    giveRuns([run(1, check)]);
    expect(await publishCheck(client, pull, check)).toEqual({ writes: 0 });
  });

  it("is completed with buttons where it ran", async () => {
    const client = testClient();
    giveRuns([run(1, running)]);
    api().patch("/repos/acme/app/check-runs/1", waitingRequest).reply(200, { id: 1 });
    expect(await publishCheck(client, pull, waiting)).toEqual({ writes: 1 });
  });

  it.each([
    ["title", { output: { title: "Planning", summary: "Two checks run" } }],
    ["summary", { output: { title: "Testing", summary: "One check runs" } }],
    ["conclusion", { conclusion: "success" }],
    ["version", { external_id: "w:2" }],
  ])("is changed in place where it stays completed with another %s", async (_what, other) => {
    const client = testClient();
    giveRuns([run(1, waiting, other)]);
    api().patch("/repos/acme/app/check-runs/1", waitingRequest).reply(200, { id: 1 });
    expect(await publishCheck(client, pull, waiting)).toEqual({ writes: 1 });
  });

  it("is a new one where the latest is completed and work goes on", async () => {
    const client = testClient();
    giveRuns([run(1, waiting)]);
    api()
      .post("/repos/acme/app/check-runs", { ...runningRequest, name: "Baton", head_sha: "abc" })
      .reply(201, { id: 2 });
    expect(await publishCheck(client, pull, running)).toEqual({ writes: 1 });
  });

  it("is the one with the highest id, in whatever order they come", async () => {
    const client = testClient();
    giveRuns([run(1, waiting), run(3, running), run(2, waiting)]);
    expect(await publishCheck(client, pull, running)).toEqual({ writes: 0 });
  });

  it("is never another App's of the same name", async () => {
    const client = testClient();
    giveRuns([run(5, running, { app: { id: 9 } }), run(6, running, { app: null })]);
    api().post("/repos/acme/app/check-runs").reply(201, { id: 7 });
    expect(await publishCheck(client, pull, running)).toEqual({ writes: 1 });
  });

  it("is found by the second try where the first was carried out without an answer", async () => {
    const client = testClient();
    giveRuns([]);
    api().post("/repos/acme/app/check-runs").replyWithError("socket hang up");
    await expect(publishCheck(client, pull, running)).rejects.toThrow("socket hang up");
    giveRuns([run(1, running)]);
    expect(await publishCheck(client, pull, running)).toEqual({ writes: 0 });
  });

  it("is refused where the head is gone", async () => {
    const client = testClient();
    api().get(list).query(query).reply(422, { message: "No commit found for SHA: abc" });
    await expect(publishCheck(client, pull, running)).rejects.toMatchObject({ status: 422 });
  });
});
