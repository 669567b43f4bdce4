import nock from "nock";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../../src/github/client.ts";
import type { Fetch } from "../../src/github/wire.ts";
import { readPull } from "../../src/github/read-pull.ts";
import {
  allowOnlyPrescribed,
  api,
  apiUrl,
  date,
  repository,
  giveTokens,
  installationId,
  self,
  testGitHub,
} from "./fake-api.ts";

const comments = "/repos/acme/app/issues/7/comments";
const comment = { owner: "acme", repo: "app", issue_number: 7, body: "hello" };

allowOnlyPrescribed();

afterEach(() => {
  vi.useRealTimers();
});

/** Answers nothing, until it is told to stop. */
const fetchNever: Fetch = (url, init) => {
  if (url.endsWith("/access_tokens")) return fetch(url, init);
  return new Promise((_, reject) => {
    init?.signal?.addEventListener("abort", () => {
      reject(init.signal?.reason as Error);
    });
  });
};

/** Breaks off in the middle of the body. */
const fetchBroken: Fetch = (url, init) => {
  if (url.endsWith("/access_tokens")) return fetch(url, init);
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{"id": 1'));
      controller.error(new TypeError("terminated"));
    },
  });
  return Promise.resolve(new Response(body, { status: 201, headers: { "content-type": "application/json" } }));
};

const forbid = () => Promise.reject(new Error("the lease ran out"));

describe("the client of an installation", () => {
  it("signs with the installation's token, names itself and the API's version", async () => {
    giveTokens();
    const headers: Record<string, string> = {};
    api()
      .get("/repos/acme/app")
      .reply(200, function () {
        Object.assign(headers, this.req.headers);
        return { id: 1 };
      });
    await testGitHub().forInstallation(installationId).rest.repos.get({ owner: "acme", repo: "app" });
    expect(headers).toMatchObject({
      authorization: "token token-1",
      "x-github-api-version": "2022-11-28",
      "user-agent": expect.stringMatching(/^baton\/\d+\.\d+\.\d+ /) as string,
    });
  });

  it("asks for one token for all its clients, from the API that it was given", async () => {
    api().post("/app/installations/77/access_tokens").once().reply(201, { token: "t", permissions: {} });
    api().get("/repos/acme/app").twice().reply(200, { id: 1 });
    const github = testGitHub();
    for (let count = 0; count < 2; count += 1) {
      await github.forInstallation(installationId).rest.repos.get({ owner: "acme", repo: "app" });
    }
  });

  it("asks for a new token before the hour of the old one is over", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    giveTokens();
    const seen: string[] = [];
    api()
      .get("/repos/acme/app")
      .times(2)
      .reply(200, function () {
        seen.push(String(this.req.headers["authorization"]));
        return { id: 1 };
      });
    const client = testGitHub().forInstallation(installationId);
    await client.rest.repos.get({ owner: "acme", repo: "app" });
    vi.advanceTimersByTime(59 * 60_000 + 1);
    await client.rest.repos.get({ owner: "acme", repo: "app" });
    expect(seen).toEqual(["token token-1", "token token-2"]);
  });

  it.each([401, 403])(
    "asks for a new token after a %i, since the old one may be revoked or too weak",
    async (status) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      giveTokens();
      const seen: string[] = [];
      const remember = function (this: { req: { headers: Record<string, unknown> } }) {
        seen.push(String(this.req.headers["authorization"]));
        return { message: "said" };
      };
      api().get("/repos/acme/app").reply(200, remember).get("/repos/acme/app").reply(status, remember);
      api().get("/repos/acme/app").reply(200, remember);
      const client = testGitHub().forInstallation(installationId);
      await client.rest.repos.get({ owner: "acme", repo: "app" });
      vi.setSystemTime(Date.now() + 10_000);
      await expect(client.rest.repos.get({ owner: "acme", repo: "app" })).rejects.toMatchObject({ status });
      await client.rest.repos.get({ owner: "acme", repo: "app" });
      expect(seen).toEqual(["token token-1", "token token-1", "token token-2"]);
    },
  );

  it("does not try again by itself when a rate limit is reached", async () => {
    giveTokens();
    const headers = { "retry-after": "0" };
    api().post(comments).once().reply(403, { message: "You have exceeded a secondary rate limit" }, headers);
    const client = testGitHub().forInstallation(installationId);
    await expect(client.rest.issues.createComment(comment)).rejects.toMatchObject({ status: 403 });
  });

  it("ends a request that takes too long", async () => {
    giveTokens();
    const client = testGitHub({ requestTimeoutMs: 200, fetch: fetchNever }).forInstallation(installationId);
    await expect(client.rest.repos.get({ owner: "acme", repo: "app" })).rejects.toThrow("timeout");
  });

  it("takes an answer that is not JSON for no answer", async () => {
    giveTokens();
    api().get("/repos/acme/app").reply(200, "<h1>Back soon</h1>", { "content-type": "text/html" });
    const client = testGitHub().forInstallation(installationId);
    await expect(client.rest.repos.get({ owner: "acme", repo: "app" })).rejects.toThrow("not JSON");
  });

  it("takes a body that breaks off for no answer", async () => {
    giveTokens();
    const client = testGitHub({ fetch: fetchBroken }).forInstallation(installationId);
    await expect(client.rest.issues.createComment(comment)).rejects.toThrow("terminated");
  });
});

describe("the time between writes", () => {
  const spacingMs = 1_000;

  /** When what two installations write at once goes out, in spacings since the first. The time is a fake one. */
  async function written(write: (client: Client, what: string) => Promise<unknown>) {
    const sent: { readonly path: string; readonly at: number }[] = [];
    const answer: Fetch = (url, init) => {
      if (init?.method === "POST" && !url.endsWith("/access_tokens"))
        sent.push({ path: url.slice(apiUrl.length), at: Date.now() });
      const body = { token: "t", permissions: {}, id: 1 };
      const headers = { "content-type": "application/json" };
      return Promise.resolve(new Response(JSON.stringify(body), { status: 201, headers }));
    };
    const github = testGitHub({ writeSpacingMs: spacingMs, fetch: answer });
    const [one, other] = [github.forInstallation(1), github.forInstallation(2)];
    // Signing for a token is not done in fake time.
    for (const client of [one, other]) await client.rest.repos.get({ owner: "acme", repo: "app" });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const all = Promise.all(["one", "one", "one", "other", "other"].map((of) => write(of === "one" ? one : other, of)));
    for (let step = 0; step < 200 && sent.length < 5; step += 1) {
      await vi.advanceTimersByTimeAsync(spacingMs / 20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    const began = sent[0]?.at ?? 0;
    return (repo: string) =>
      sent.filter(({ path }) => path.includes(`/${repo}/`)).map(({ at }) => Math.round((at - began) / spacingMs));
  }

  it("is each installation's own: two write side by side", async () => {
    const spacings = await written((client, repo) =>
      client.rest.issues.addLabels({ owner: "acme", repo, issue_number: 7, labels: ["a"] }),
    );
    expect(spacings("one")).toEqual([0, 1, 2]);
    expect(spacings("other")).toEqual([0, 1]);
  });

  it("is three times as long between comments, which notify people", async () => {
    const spacings = await written((client, repo) => client.rest.issues.createComment({ ...comment, repo }));
    expect(spacings("one")).toEqual([0, 3, 6]);
    expect(spacings("other")).toEqual([0, 3]);
  });
});

describe("before a write", () => {
  it("runs what the caller gave, after the token and right before the request", async () => {
    const order: string[] = [];
    api()
      .post("/app/installations/77/access_tokens")
      .reply(201, () => {
        order.push("token");
        return { token: "t", permissions: {} };
      });
    api()
      .post(comments)
      .reply(201, () => {
        order.push("comment");
        return { id: 1 };
      });
    const beforeWrite = () => {
      order.push("before");
      return Promise.resolve();
    };
    const client = testGitHub().forInstallation(installationId, { beforeWrite });
    await client.rest.issues.createComment(comment);
    expect(order).toEqual(["token", "before", "comment"]);
  });

  it("runs it behind the waiting of the rate limits: once the write before it is on its way", async () => {
    giveTokens();
    const order: string[] = [];
    api()
      .post(comments)
      .times(3)
      .reply(201, (_uri, body) => {
        order.push(`wrote ${(body as { body: string }).body}`);
        return { id: 1 };
      });
    const beforeWrite = () => {
      order.push("before");
      return Promise.resolve();
    };
    const client = testGitHub({ writeSpacingMs: 50 }).forInstallation(installationId, { beforeWrite });
    await Promise.all(["a", "b", "c"].map((body) => client.rest.issues.createComment({ ...comment, body })));
    expect(order).toEqual(["before", "wrote a", "before", "wrote b", "before", "wrote c"]);
  });

  it("makes no write where it throws, and hands on what it threw", async () => {
    giveTokens();
    const lost = new Error("the lease ran out");
    const client = testGitHub().forInstallation(installationId, { beforeWrite: () => Promise.reject(lost) });
    await expect(client.rest.issues.createComment(comment)).rejects.toBe(lost);
  });

  it("lets reads through", async () => {
    giveTokens();
    api().get("/repos/acme/app").reply(200, { id: 1 });
    const client = testGitHub().forInstallation(installationId, { beforeWrite: forbid });
    const { data } = await client.rest.repos.get({ owner: "acme", repo: "app" });
    expect(data.id).toBe(1);
  });
});

describe("reading again", () => {
  const answer = {
    head: { sha: "abc" },
    base: { ref: "main", repo: { id: repository.id } },
    draft: false,
    state: "open",
    merged: false,
    merge_commit_sha: "tried",
    title: "A title",
    body: null,
    user: { id: 5 },
    labels: [],
  };
  const path = "/repos/acme/app/pulls/7";

  it("asks only whether anything changed, and dates the known answer anew", async () => {
    giveTokens();
    api().get(path).reply(200, answer, { etag: '"one"' });
    api()
      .get(path)
      .matchHeader("if-none-match", '"one"')
      .reply(304, undefined, { date: "Mon, 02 Nov 2026 10:05:00 GMT" });
    const client = testGitHub().forInstallation(installationId);
    const first = await readPull(client, repository, 7);
    const second = await readPull(client, repository, 7);
    expect(first.readAt).toEqual(new Date(date));
    expect(second).toEqual({ ...first, readAt: new Date("2026-11-02T10:05:00Z") });
  });

  it("takes the new answer where something changed", async () => {
    giveTokens();
    api().get(path).reply(200, answer, { etag: '"one"' });
    api()
      .get(path)
      .matchHeader("if-none-match", '"one"')
      .reply(200, { ...answer, title: "Another" }, { etag: '"two"' });
    api().get(path).matchHeader("if-none-match", '"two"').reply(304);
    const client = testGitHub().forInstallation(installationId);
    await readPull(client, repository, 7);
    expect((await readPull(client, repository, 7)).title).toBe("Another");
    expect((await readPull(client, repository, 7)).title).toBe("Another");
  });

  it("reads a bare list as a whole, since its ETag need not tell that there is another page", async () => {
    giveTokens();
    api()
      .get(comments)
      .reply(200, [{ id: 1 }], { etag: '"one"' });
    nock(apiUrl, { badheaders: ["if-none-match"] })
      .get(comments)
      .reply(200, [{ id: 1 }], { etag: '"one"' });
    const client = testGitHub().forInstallation(installationId);
    for (let count = 0; count < 2; count += 1) {
      await client.rest.issues.listComments({ owner: "acme", repo: "app", issue_number: 7 });
    }
  });

  it("never shows one installation what another was told", async () => {
    nock(apiUrl)
      .persist()
      .post(/access_tokens$/)
      .reply(201, { token: "t", permissions: {} });
    api().get(path).reply(200, answer, { etag: '"one"' });
    nock(apiUrl, { badheaders: ["if-none-match"] })
      .get(path)
      .reply(404, { message: "Not Found" });
    const github = testGitHub();
    await readPull(github.forInstallation(1), repository, 7);
    await expect(readPull(github.forInstallation(2), repository, 7)).rejects.toMatchObject({ status: 404 });
  });
});

describe("the App itself", () => {
  it("tells who it is, asking once", async () => {
    api()
      .get("/app")
      .matchHeader("authorization", /^bearer [\w-]+\.[\w-]+\.[\w-]+$/)
      .once()
      .reply(200, { id: self.appId, slug: "baton" });
    const github = testGitHub();
    expect(await github.self()).toEqual(self);
    expect(await github.self()).toEqual(self);
  });

  it("asks again where the first time failed", async () => {
    api().get("/app").reply(500, { message: "Server Error" }).get("/app").reply(200, { id: self.appId, slug: "baton" });
    const github = testGitHub();
    await expect(github.self()).rejects.toMatchObject({ status: 500 });
    expect(await github.self()).toEqual(self);
  });
});
