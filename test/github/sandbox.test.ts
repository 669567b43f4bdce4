import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { startSandbox, type PullDriver, type RepositoryDriver, type Sandbox } from "../../sandbox/sandbox.ts";
import { createGitHub, type Client, type GitHub, type Self } from "../../src/github/client.ts";
import { publishReport } from "../../src/github/publish-report.ts";
import { react } from "../../src/github/react.ts";
import { readChecks } from "../../src/github/read-checks.ts";
import { readPermission } from "../../src/github/read-permission.ts";
import { readPull } from "../../src/github/read-pull.ts";
import { sendComment } from "../../src/github/send-comment.ts";
import type { CheckReport, Report } from "../../src/report/report.ts";
import { batonApp } from "../support/baton-app.ts";
import { createContract } from "../support/github-contract.ts";

/** Against the sandbox, which keeps what it is told; every request is held against GitHub's own description. */
const contract = createContract();
const key = inject("appKey");
let sandbox: Sandbox;
let github: GitHub;
let self: Self;
let repository: RepositoryDriver;
let client: Client;
let pull: PullDriver;

beforeAll(async () => {
  sandbox = await startSandbox({
    webhookSecret: "s",
    appId: 4242,
    publicKey: key.publicKey,
    ...batonApp,
    observer: contract,
  });
  repository = sandbox.createRepository({ owner: "acme", name: "app", users: { maria: "maintain", rita: "triage" } });
  github = createGitHub({
    appId: 4242,
    privateKey: key.privateKey,
    apiUrl: sandbox.apiUrl,
    writeSpacingMs: 0,
    requestTimeoutMs: 5_000,
    log: pino({ level: "silent" }),
  });
  self = await github.self();
  const { data } = await github.app.rest.apps.getRepoInstallation({ owner: "acme", repo: "app" });
  client = github.forInstallation(data.id);
});

beforeEach(() => {
  pull = repository.openPull({ by: "maria", title: "Pay by card" });
});

afterEach(() => {
  contract.assertClean();
});

afterAll(() => sandbox.close());

function report(title: string, check: Partial<CheckReport> = {}): Report {
  return {
    comment: `<!-- baton:status -->\n# ${title}`,
    label: "baton: testing",
    check: {
      headSha: pull.headSha,
      externalId: `workflow:${title}`,
      status: "in_progress",
      conclusion: null,
      title,
      summary: "As it stands",
      actions: [],
      ...check,
    },
  };
}

function target(commentId: number | null = null) {
  return { fullName: "acme/app", number: pull.number, commentId, self, now: new Date() };
}

/** Requests that changed something since some point. */
function writesSince(count: number): readonly string[] {
  const later = sandbox.requests
    .slice(count)
    .filter(({ method, path }) => method !== "GET" && !path.endsWith("/access_tokens"));
  return later.map(({ method, path }) => `${method} ${path}`);
}

const waiting: Partial<CheckReport> = {
  status: "completed",
  conclusion: "action_required",
  actions: [{ label: "Retry", description: "Send it back", identifier: "retry" }],
};

describe("publishing a report", () => {
  it("shows one comment, one label and one check run, and writes nothing the second time", async () => {
    const { commentId } = await publishReport(client, target(), report("Testing"));
    const before = sandbox.requests.length;
    expect(await publishReport(client, target(commentId), report("Testing"))).toEqual({ commentId, writes: 0 });
    expect(writesSince(before)).toEqual([]);
    expect(pull.comments()).toMatchObject([{ id: commentId, user: self.botLogin, body: report("Testing").comment }]);
    expect(pull.labels()).toEqual(["baton: testing"]);
    expect(pull.checkRuns("Baton")).toMatchObject([{ status: "in_progress", externalId: "workflow:Testing" }]);
  });

  it("finds everything again where nothing was kept", async () => {
    const { commentId } = await publishReport(client, target(), report("Testing"));
    expect(await publishReport(client, target(), report("Testing"))).toEqual({ commentId, writes: 0 });
  });

  it("completes the run with its buttons, and goes on in a new one", async () => {
    const { commentId } = await publishReport(client, target(), report("Testing"));
    await publishReport(client, target(commentId), report("Waiting", waiting));
    await publishReport(client, target(commentId), report("Again"));
    expect(pull.checkRuns("Baton")).toMatchObject([
      { status: "completed", conclusion: "action_required", actions: [{ identifier: "retry" }] },
      { status: "in_progress", externalId: "workflow:Again" },
    ]);
  });

  it.each([
    ["comment", `POST /repos/*/*/issues/*/comments`],
    ["label", `POST /repos/*/*/issues/*/labels`],
    ["check run", `POST /repos/*/*/check-runs`],
  ])("makes no double where GitHub carried out the %s and did not say so", async (_what, match) => {
    sandbox.fault({ match, do: { after: { status: 502, body: { message: "Bad gateway" } } } });
    await expect(publishReport(client, target(), report("Testing"))).rejects.toMatchObject({ status: 502 });
    await publishReport(client, target(), report("Testing"));
    expect(pull.comments()).toHaveLength(1);
    expect(pull.labels()).toEqual(["baton: testing"]);
    expect(pull.checkRuns("Baton")).toHaveLength(1);
  });

  it("ends in one comment and one run in progress however many publish at once", async () => {
    await Promise.all([1, 2, 3].map(() => publishReport(client, target(), report("Testing"))));
    const { commentId } = await publishReport(client, target(), report("Testing"));
    expect(pull.comments()).toHaveLength(1);
    expect(pull.checkRuns("Baton").map(({ status }) => status)).toEqual(["completed", "completed", "in_progress"]);
    expect(await publishReport(client, target(commentId), report("Testing"))).toEqual({ commentId, writes: 0 });
  });

  it("puts right what people changed", async () => {
    const { commentId } = await publishReport(client, target(), report("Testing"));
    pull.editComment("maria", commentId, "nothing to see here");
    pull.unlabel("maria", "baton: testing");
    pull.label("maria", "baton: deployment");
    await publishReport(client, target(commentId), report("Testing"));
    expect(pull.comments()).toMatchObject([{ body: report("Testing").comment }]);
    expect(pull.labels()).toEqual(["baton: testing"]);
    pull.deleteComment("maria", commentId);
    const again = await publishReport(client, target(commentId), report("Testing"));
    expect(pull.comments()).toMatchObject([{ id: again.commentId }]);
  });

  it("leaves a forged status comment alone", async () => {
    const { id } = pull.comment("maria", report("Testing").comment);
    const { commentId } = await publishReport(client, target(), report("Testing"));
    expect(commentId).not.toBe(id);
    expect(pull.comments()).toHaveLength(2);
  });

  it("is refused for a head that is gone, and shows the rest", async () => {
    const gone = report("Testing", { headSha: "0".repeat(40) });
    await expect(publishReport(client, target(), gone)).rejects.toMatchObject({ status: 422 });
    expect(pull.comments()).toHaveLength(1);
    expect(pull.labels()).toEqual(["baton: testing"]);
  });
});

describe("saying something once", () => {
  const letter = { marker: "reply:5", body: "Not now.", attempts: 0, createdAt: new Date() };

  it("says it once where the first try was carried out and dropped", async () => {
    sandbox.fault({ match: "POST /repos/*/*/issues/*/comments", do: { after: { drop: true } } });
    await expect(sendComment(client, target(), letter)).rejects.toThrow();
    const { githubId } = await sendComment(client, target(), { ...letter, attempts: 1 });
    expect(pull.comments()).toMatchObject([{ id: githubId, body: "<!-- baton:reply:5 -->\nNot now." }]);
  });

  it("reacts once, however often it is asked to", async () => {
    const { id } = pull.comment("maria", "/advance");
    await react(client, target(), id, "rocket");
    await react(client, target(), id, "rocket");
    expect(pull.comments()[0]?.reactions).toEqual([{ user: self.botLogin, content: "rocket" }]);
  });
});

describe("reading", () => {
  it("reads the pull request", async () => {
    const evidence = await readPull(client, { id: pull.repositoryId, fullName: "acme/app" }, pull.number);
    expect(evidence).toMatchObject({
      headSha: pull.headSha,
      baseRef: "main",
      open: true,
      merged: false,
      title: "Pay by card",
    });
  });

  it("reads the checks of the head, Baton's own left out", async () => {
    await publishReport(client, target(), report("Testing"));
    for (let count = 1; count <= 101; count += 1) {
      const name = `check ${String(count)}`;
      repository.check({ sha: pull.headSha, name, status: "completed", conclusion: "success" });
    }
    const checks = await readChecks(client, { fullName: "acme/app", sha: pull.headSha, ownAppId: self.appId });
    expect(checks.runs).toHaveLength(101);
    expect(checks.runs.every(({ app, conclusion }) => app === "github-actions" && conclusion === "success")).toBe(true);
    expect(checks.suites).toMatchObject([{ app: "github-actions", completed: true, runCount: 101 }]);
  });

  it.each([
    ["maria", "maintain"],
    ["rita", "triage"],
    ["stranger", "read"],
    ["ghost-in-no-list", "none"],
  ])("reads what %s may do: %s", async (login, permission) => {
    if (login !== "ghost-in-no-list") sandbox.tokenFor(login);
    expect(await readPermission(client, "acme/app", login)).toMatchObject({ permission });
  });
});
