import { describe, expect, it } from "vitest";
import { publishCheck } from "../../src/github/publish-check.ts";
import type { CheckReport } from "../../src/report/report.ts";
import { allowOnlyPrescribed, api, date, pull, self, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const target = { ...pull, now: new Date(date) };
const dayMs = 86_400_000;
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
    started_at: date,
    output: { title: check.title, summary: check.summary },
    ...more,
  };
}

function giveRuns(runs: readonly object[], path = list): void {
  api().get(path).query(query).reply(200, { total_count: runs.length, check_runs: runs });
}

/** What is expected to be said of runs that end; returns what each was told. */
function expectEnds(...ids: readonly number[]): readonly string[] {
  const told: string[] = [];
  for (const id of ids)
    api()
      .patch(`/repos/acme/app/check-runs/${String(id)}`, { status: "completed", conclusion: "cancelled", output: /./ })
      .reply(200, (_uri, body) => {
        told.push((body as { readonly output: { readonly summary: string } }).output.summary);
        return { id };
      });
  return told;
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
    expect(await publishCheck(client, target, running)).toEqual({ writes: 1 });
  });

  it.each([running, waiting])("is left alone where it says the same", async (check) => {
    const client = testClient();
    giveRuns([run(1, check)]);
    expect(await publishCheck(client, target, check)).toEqual({ writes: 0 });
  });

  it("is completed with buttons where it ran", async () => {
    const client = testClient();
    giveRuns([run(1, running)]);
    api().patch("/repos/acme/app/check-runs/1", waitingRequest).reply(200, { id: 1 });
    expect(await publishCheck(client, target, waiting)).toEqual({ writes: 1 });
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
    expect(await publishCheck(client, target, waiting)).toEqual({ writes: 1 });
  });

  it("is a new one where the latest is completed and work goes on", async () => {
    const client = testClient();
    giveRuns([run(1, waiting)]);
    api()
      .post("/repos/acme/app/check-runs", { ...runningRequest, name: "Baton", head_sha: "abc" })
      .reply(201, { id: 2 });
    expect(await publishCheck(client, target, running)).toEqual({ writes: 1 });
  });

  it("is the one with the highest id, in whatever order they come", async () => {
    const client = testClient();
    giveRuns([run(1, waiting), run(3, running), run(2, waiting)]);
    expect(await publishCheck(client, target, running)).toEqual({ writes: 0 });
  });

  it("is one: what is in progress besides is a double and ends", async () => {
    const client = testClient();
    giveRuns([run(1, running), run(3, running), run(2, waiting)]);
    const told = expectEnds(1);
    expect(await publishCheck(client, target, running)).toEqual({ writes: 1 });
    expect(told).toEqual([expect.stringContaining("latest check run")]);
    giveRuns([run(1, waiting), run(3, running), run(2, waiting)]);
    expect(await publishCheck(client, target, running)).toEqual({ writes: 0 });
  });

  it.each([
    ["not before the thirteenth day is over", { started_at: new Date(target.now.getTime() - 13 * dayMs) }, 0],
    ["not where GitHub does not say since when it runs", { started_at: null }, 0],
    ["not once it is completed", { started_at: new Date(0), status: "completed", conclusion: "action_required" }, 0],
    ["after that", { started_at: new Date(target.now.getTime() - 13 * dayMs - 1_000) }, 2],
  ])("makes room for a new one before GitHub calls it stale: %s", async (_when, more, writes) => {
    const client = testClient();
    const check = "status" in more ? { ...waiting, actions: [] } : running;
    giveRuns([run(1, check, more)]);
    if (writes > 0) {
      api()
        .post("/repos/acme/app/check-runs", { ...runningRequest, name: "Baton", head_sha: "abc" })
        .reply(201, { id: 2 });
      expectEnds(1);
    }
    expect(await publishCheck(client, target, check)).toEqual({ writes });
  });

  it("ends on a head that the pull request has left, and says where it went on", async () => {
    const client = testClient();
    giveRuns([run(9, running)]);
    const another = { external_id: "other:3" };
    giveRuns([run(3, running, another), run(2, running), run(1, waiting)], "/repos/acme/app/commits/old/check-runs");
    giveRuns([run(3, waiting)], "/repos/acme/app/commits/older/check-runs");
    const told = expectEnds(2);
    expect(await publishCheck(client, { ...target, leftHeads: ["old", "older"] }, running)).toEqual({ writes: 1 });
    expect(told).toEqual([expect.stringContaining("abc")]);
  });

  it("does not mind that a left head is gone, but that GitHub cannot say", async () => {
    const client = testClient();
    const left = api().get("/repos/acme/app/commits/old/check-runs").query(query);
    giveRuns([run(9, running)]);
    left.reply(422, { message: "No commit found for SHA: old" });
    expect(await publishCheck(client, { ...target, leftHeads: ["old"] }, running)).toEqual({ writes: 0 });
    giveRuns([run(9, running)]);
    api().get("/repos/acme/app/commits/old/check-runs").query(query).reply(502, { message: "Bad gateway" });
    await expect(publishCheck(client, { ...target, leftHeads: ["old"] }, running)).rejects.toMatchObject({
      status: 502,
    });
  });

  it("is never another App's of the same name", async () => {
    const client = testClient();
    giveRuns([run(5, running, { app: { id: 9 } }), run(6, running, { app: null })]);
    api().post("/repos/acme/app/check-runs").reply(201, { id: 7 });
    expect(await publishCheck(client, target, running)).toEqual({ writes: 1 });
  });

  it("is found by the second try where the first was carried out without an answer", async () => {
    const client = testClient();
    giveRuns([]);
    api().post("/repos/acme/app/check-runs").replyWithError("socket hang up");
    await expect(publishCheck(client, target, running)).rejects.toThrow("socket hang up");
    giveRuns([run(1, running)]);
    expect(await publishCheck(client, target, running)).toEqual({ writes: 0 });
  });

  it("is refused where the head is gone", async () => {
    const client = testClient();
    api().get(list).query(query).reply(422, { message: "No commit found for SHA: abc" });
    await expect(publishCheck(client, target, running)).rejects.toMatchObject({ status: 422 });
  });
});
