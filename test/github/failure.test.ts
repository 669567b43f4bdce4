import nock from "nock";
import { describe, expect, it } from "vitest";
import { failureOf, UnreadableAnswer, type Failure } from "../../src/github/failure.ts";
import { allowOnlyPrescribed, api, date, testClient, testGitHub } from "./fake-api.ts";

allowOnlyPrescribed();

const path = "/repos/acme/app/issues/7/comments";
const reset = String(Date.parse(date) / 1000 + 90);

/** What comes of a comment that GitHub answers so. */
async function failureAt(status: number, body: nock.Body, headers: nock.ReplyHeaders = {}): Promise<Failure> {
  const client = testClient();
  api().post(path).once().reply(status, body, headers);
  return failureOf(await post(client));
}

async function post(client: ReturnType<typeof testClient>): Promise<unknown> {
  return client.rest.issues
    .createComment({ owner: "acme", repo: "app", issue_number: 7, body: "hello" })
    .catch((error: unknown) => error);
}

describe("what GitHub will not do", () => {
  it("is refused with its words, the place and what to do", async () => {
    const failure = await failureAt(403, { message: "Resource not accessible by integration" });
    expect(failure).toEqual({
      kind: "refused",
      status: 403,
      message:
        "GitHub refused POST /api/v3/repos/acme/app/issues/7/comments (403): Resource not accessible by integration " +
        "Check the permissions of the App's installation, and whether the conversation is locked.",
      isReading: false,
      doubtsAccess: true,
    });
  });

  it.each([
    ["get", 403, "Resource not accessible by integration", false],
    ["post", 403, "Resource not accessible by integration", true],
    ["get", 403, "Must have admin rights to Repository.", true],
    ["get", 404, "Not Found", true],
    ["get", 422, "Validation Failed", false],
    ["post", 410, "Issues are disabled for this repo", false],
  ] as const)(
    "to a %s with %i “%s” may mean that the App lost the repository: %s",
    async (method, status, message, doubts) => {
      api()[method](path).reply(status, { message });
      const issue = { owner: "acme", repo: "app", issue_number: 7 };
      const { issues } = testClient().rest;
      const asked: Promise<unknown> =
        method === "get" ? issues.listComments(issue) : issues.createComment({ ...issue, body: "hello" });
      expect(failureOf(await asked.catch((error: unknown) => error))).toMatchObject({ status, doubtsAccess: doubts });
    },
  );

  it("names the permission that GitHub asks for", async () => {
    const headers = { "x-accepted-github-permissions": "issues=write; pull_requests=write" };
    const failure = await failureAt(403, { message: "Resource not accessible by integration" }, headers);
    expect(failure).toMatchObject({
      message: expect.stringContaining(
        "The App needs the permission “Issues: write” or “Pull requests: write”.",
      ) as string,
    });
  });

  it.each([
    [404, "contents=read", "or lacks “Contents: read”."],
    [404, "metadata=read, checks=write", "or lacks “Metadata: read” and “Checks: write”."],
    [403, "<b>=write; ", "Check the permissions of the App's installation"],
    [422, "issues=write", "Said "],
  ])("with %i and %s says what is missing by its name", async (status, needed, said) => {
    const failure = await failureAt(status, { message: "Said" }, { "x-accepted-github-permissions": needed });
    expect(failure).toMatchObject({ message: expect.stringContaining(said) as string });
  });

  it.each([404, 410, 422, 451])("is refused with %i", async (status) => {
    expect(await failureAt(status, { message: "Said" })).toMatchObject({ kind: "refused", status });
  });

  it("is refused with 401 where the App's key is wrong", async () => {
    api().get("/app").reply(401, { message: "A JSON web token could not be decoded" });
    const failure = failureOf(
      await testGitHub()
        .self()
        .catch((error: unknown) => error),
    );
    expect(failure).toMatchObject({ kind: "refused", status: 401 });
    expect(failure).toMatchObject({ message: expect.stringContaining("Check APP_ID, PRIVATE_KEY") as string });
  });

  it("says what is wrong with which field", async () => {
    const errors = [{ resource: "Label", code: "already_exists", field: "name" }];
    const failure = await failureAt(422, { message: "Validation Failed", errors });
    expect(failure).toMatchObject({
      message: expect.stringContaining('Validation Failed; {"resource":"Label"') as string,
    });
  });

  it("is kept short, whatever GitHub says", async () => {
    const failure = await failureAt(422, { message: "x".repeat(5_000) });
    expect("message" in failure && failure.message.length).toBeLessThan(500);
  });
});

describe("what GitHub cannot do now", () => {
  it.each([500, 502, 503, 504, 429, 408])("is tried later after a %i", async (status) => {
    expect(await failureAt(status, { message: "Server Error" })).toMatchObject({ kind: "later", retryAfterMs: null });
  });

  it("is tried again when GitHub says, on a secondary rate limit", async () => {
    const failure = await failureAt(
      403,
      { message: "You have exceeded a secondary rate limit" },
      { "retry-after": "37" },
    );
    expect(failure).toMatchObject({ kind: "later", retryAfterMs: 37_000 });
  });

  it("is tried again when GitHub says, whatever it calls the limit", async () => {
    const said = { message: "You have triggered an abuse detection mechanism" };
    expect(await failureAt(403, said, { "retry-after": "37" })).toMatchObject({ kind: "later", retryAfterMs: 37_000 });
  });

  it("waits a minute on a secondary rate limit that names no time", async () => {
    const failure = await failureAt(403, { message: "You have exceeded a secondary rate limit. Please wait" });
    expect(failure).toMatchObject({ kind: "later", retryAfterMs: 60_000 });
  });

  it("is tried a second after the reset on the primary rate limit, by GitHub's clock", async () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
    const failure = await failureAt(403, { message: "API rate limit exceeded" }, headers);
    expect(failure).toMatchObject({ kind: "later", retryAfterMs: 91_000 });
  });

  it("never waits more than an hour, nor less than a second", async () => {
    expect(await failureAt(429, { message: "Slow down" }, { "retry-after": "999999" })).toMatchObject({
      retryAfterMs: 3_600_000,
    });
    expect(await failureAt(429, { message: "Slow down" }, { "retry-after": "0" })).toMatchObject({
      retryAfterMs: 1_000,
    });
  });

  it("is tried later when the connection drops", async () => {
    const client = testClient();
    api()
      .post(path)
      .replyWithError(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
    const failure = failureOf(await post(client));
    expect(failure).toMatchObject({ kind: "later", retryAfterMs: null });
    expect(failure).toMatchObject({ message: expect.stringContaining("could not be reached") as string });
  });

  it("is tried later when a request takes too long", async () => {
    const client = testClient({
      requestTimeoutMs: 50,
      fetch: (url, init) =>
        url.endsWith("/access_tokens")
          ? fetch(url, init)
          : new Promise((_, reject) => {
              init?.signal?.addEventListener("abort", () => {
                reject(init.signal?.reason as Error);
              });
            }),
    });
    expect(failureOf(await post(client))).toMatchObject({ kind: "later", retryAfterMs: null });
  });

  it("is tried later when no token can be had", async () => {
    nock.cleanAll();
    const client = testClient();
    nock.cleanAll();
    api().post("/app/installations/77/access_tokens").reply(502, "<html>Bad gateway</html>");
    expect(failureOf(await post(client))).toMatchObject({ kind: "later" });
  });

  it("is tried later when the answer is not JSON", () => {
    expect(failureOf(new UnreadableAnswer())).toMatchObject({ kind: "later", retryAfterMs: null });
  });
});

describe("everything else", () => {
  it("is a bug", () => {
    expect(failureOf(new TypeError("undefined is not a function"))).toEqual({ kind: "bug" });
    expect(failureOf("thrown")).toEqual({ kind: "bug" });
  });
});
