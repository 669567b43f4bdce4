import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { startSandbox, type PullDriver, type RepositoryDriver, type Sandbox } from "../../sandbox/sandbox.ts";
import { createGitHub, type Client } from "../../src/github/client.ts";
import { readDeployments } from "../../src/github/read-deployments.ts";
import { readReviews } from "../../src/github/read-reviews.ts";
import { judgeReviews } from "../../src/workflow/approvals.ts";
import { batonApp } from "../support/baton-app.ts";
import { createContract } from "../support/github-contract.ts";
import { aPolicy, workflowIn } from "../workflow/support.ts";

const oneApproval = aPolicy({ verification: { approvals: 1 } });

const contract = createContract();
let sandbox: Sandbox;
let repository: RepositoryDriver;
let client: Client;
let pull: PullDriver;

beforeAll(async () => {
  const { privateKey, publicKey } = inject("appKey");
  sandbox = await startSandbox({ webhookSecret: "s", appId: 4242, publicKey, ...batonApp, observer: contract });
  const users = { maria: "admin", omar: "write", rita: "read" } as const;
  repository = sandbox.createRepository({ owner: "acme", name: "app", users });
  const log = pino({ level: "silent" });
  const spacing = { writeSpacingMs: 0, requestTimeoutMs: 5_000 };
  const github = createGitHub({ appId: 4242, privateKey, apiUrl: sandbox.apiUrl, log, ...spacing });
  const { data } = await github.app.rest.apps.getRepoInstallation({ owner: "acme", repo: "app" });
  client = github.forInstallation(data.id);
});

beforeEach(() => {
  pull = repository.openPull({ by: "maria", title: "Pay by card" });
});

afterAll(async () => {
  await sandbox.close();
  contract.assertClean();
});

describe("reviews", () => {
  const read = (holders: readonly string[]) =>
    readReviews(
      client,
      { fullName: "acme/app", number: pull.number, headSha: pull.headSha, authorId: null },
      (reviewer) => Promise.resolve(holders.includes(reviewer.login)),
    );

  it("count where the reviewer holds the role and the verdict is on the head", async () => {
    pull.review("omar", "approved", "Fine");
    pull.review("rita", "approved");
    const { reviews } = await read(["omar"]);
    expect(reviews.map(({ reviewer, state, holdsRole }) => [reviewer, state, holdsRole])).toEqual([
      ["omar", "approved", true],
      ["rita", "approved", false],
    ]);
  });

  it("that are dismissed stay between the others, as what they are", async () => {
    pull.review("omar", "approved");
    const against = pull.review("omar", "changes_requested", "Not yet");
    pull.dismissReview("maria", against.id);
    const evidence = await read(["omar"]);
    expect(evidence.reviews.map(({ state, holdsRole }) => [state, holdsRole])).toEqual([
      ["approved", true],
      ["dismissed", false],
    ]);
    const judged = judgeReviews(evidence, workflowIn("verification", { headSha: pull.headSha }), oneApproval);
    expect(judged).toMatchObject({ isApproved: false, have: 0 });
  });

  it("of an earlier commit do not count", async () => {
    pull.review("omar", "approved");
    pull.push("maria");
    const { reviews } = await read(["omar"]);
    expect(reviews).toMatchObject([{ state: "approved", holdsRole: false }]);
    expect(reviews[0]?.headSha).not.toBe(pull.headSha);
  });

  it("that ask for changes bring their comments on lines along", async () => {
    pull.review("omar", "changes_requested", "Not yet", [{ path: "README.md", line: 1, body: "The total is wrong" }]);
    const { reviews } = await read(["omar"]);
    expect(reviews[0]?.body).toBe("Not yet\nREADME.md:1: The total is wrong");
  });

  it("by the author do not count", async () => {
    const review = pull.review("omar", "approved");
    const all = await read(["omar"]);
    const authorId = all.reviews[0]?.reviewerId ?? 0;
    const target = { fullName: "acme/app", number: pull.number, headSha: pull.headSha, authorId };
    const { reviews } = await readReviews(client, target, () => Promise.resolve(true));
    expect(reviews).toMatchObject([{ id: `review:${String(review.id)}`, holdsRole: false }]);
  });
});

describe("deployments", () => {
  const read = (sha: string) => readDeployments(client, { fullName: "acme/app", environment: "production", sha });

  it("of the commit and of its descendants count, of others not", async () => {
    const first = pull.headSha;
    const second = pull.push("maria");
    repository.deploy({ sha: second, environment: "production", state: "success" });
    expect((await read(first)).deployments).toMatchObject([{ state: "success", containsHead: true }]);
    const other = repository.openPull({ by: "maria", title: "Another", head: "another" });
    expect((await read(other.headSha)).deployments).toEqual([]);
  });

  it("are known by how they went, also once another one replaced them", async () => {
    const sha = pull.headSha;
    repository.deploy({ sha, environment: "production", state: "failure" });
    expect((await read(sha)).deployments[0]).toMatchObject({ state: "failure", creator: "github-actions[bot]" });
    repository.deploy({ sha, environment: "production", state: "success" });
    repository.deploy({ sha, environment: "production", state: "inactive" });
    expect((await read(sha)).deployments[0]).toMatchObject({ state: "success" });
  });

  it("to another environment are not looked at", async () => {
    repository.deploy({ sha: pull.headSha, environment: "staging", state: "success" });
    expect((await read(pull.headSha)).deployments).toEqual([]);
  });
});
