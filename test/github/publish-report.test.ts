import { describe, expect, it } from "vitest";
import { publishReport } from "../../src/github/publish-report.ts";
import type { Report } from "../../src/report/report.ts";
import { allowOnlyPrescribed, api, date, ownComment, pull, self, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const report: Report = {
  comment: "<!-- baton:status -->\n# Testing",
  label: "baton: testing",
  check: {
    headSha: "abc",
    externalId: "w:3",
    status: "in_progress",
    conclusion: null,
    title: "Testing",
    summary: "Two checks run",
    actions: [],
  },
};
const target = { ...pull, commentId: 11, now: new Date(date) };
const comment = "/repos/acme/app/issues/comments/11";
const labels = "/repos/acme/app/issues/7/labels";
const runs = "/repos/acme/app/commits/abc/check-runs";

function giveComment(body: string): void {
  api().get(comment).reply(200, ownComment(11, body));
}

function giveLabels(...names: readonly string[]): void {
  api()
    .get(labels)
    .query(true)
    .reply(
      200,
      names.map((name) => ({ name })),
    );
}

function giveRun(title: string): void {
  const { externalId, summary } = report.check;
  const run = { id: 1, name: "Baton", app: { id: self.appId }, external_id: externalId, status: "in_progress" };
  api()
    .get(runs)
    .query(true)
    .reply(200, { total_count: 1, check_runs: [{ ...run, conclusion: null, output: { title, summary } }] });
}

describe("publishing the report", () => {
  it("writes nothing where GitHub shows it already", async () => {
    const client = testClient();
    giveComment(report.comment);
    giveLabels("baton: testing");
    giveRun("Testing");
    expect(await publishReport(client, target, report)).toEqual({ commentId: 11, writes: 0 });
  });

  it("writes each part that differs", async () => {
    const client = testClient();
    giveComment("before");
    giveLabels("baton: testing", "baton: retry");
    giveRun("Planning");
    api().patch(comment).reply(200, ownComment(11, report.comment));
    api().delete(`${labels}/baton%3A%20retry`).reply(200, []);
    api().patch("/repos/acme/app/check-runs/1").reply(200, { id: 1 });
    const published = await publishReport(client, { ...target, removeLabels: ["baton: retry"] }, report);
    expect(published).toEqual({ commentId: 11, writes: 3 });
  });

  it("goes on where GitHub refuses one part, and says so at the end", async () => {
    const client = testClient();
    giveComment("before");
    giveLabels("baton: testing", "baton: planning");
    giveRun("Planning");
    api().patch(comment).reply(403, { message: "Unable to create comment because issue is locked" });
    api().delete(`${labels}/baton%3A%20planning`).reply(200, []);
    api().patch("/repos/acme/app/check-runs/1").reply(200, { id: 1 });
    await expect(publishReport(client, target, report)).rejects.toMatchObject({ status: 403 });
  });

  it("refuses the whole where the head is gone, once the rest is shown", async () => {
    const client = testClient();
    giveComment("before");
    giveLabels("baton: testing");
    api().patch(comment).reply(200, ownComment(11, report.comment));
    api().get(runs).query(true).reply(422, { message: "No commit found for SHA: abc" });
    await expect(publishReport(client, target, report)).rejects.toMatchObject({ status: 422 });
  });

  it("stops at once where GitHub cannot be reached", async () => {
    const client = testClient();
    api().get(comment).reply(503, { message: "Service unavailable" });
    await expect(publishReport(client, target, report)).rejects.toMatchObject({ status: 503 });
  });
});
