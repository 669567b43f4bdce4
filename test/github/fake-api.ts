import nock from "nock";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { createGitHub, type Client, type GitHub, type GitHubSettings, type Self } from "../../src/github/client.ts";

export const apiUrl = "https://github.test/api/v3";
export const installationId = 77;
export const self: Self = { appId: 4242, slug: "baton", botLogin: "baton[bot]" };
export const fullName = "acme/app";
export const repository = { id: 88, fullName };
export const pull = { fullName, number: 7, self };

/** GitHub's clock, in the tests. */
export const date = "Mon, 02 Nov 2026 10:00:00 GMT";

const { privateKey } = inject("appKey");

export function testGitHub(settings: Partial<GitHubSettings> = {}): GitHub {
  return createGitHub({
    appId: self.appId,
    privateKey,
    apiUrl,
    writeSpacingMs: 1,
    requestTimeoutMs: 5_000,
    log: pino({ level: "silent" }),
    ...settings,
  });
}

/**
 * In a test file: nothing reaches the network, and every prescribed answer but the token must have been asked for. The
 * files after it, in the same process, have the network back.
 */
export function allowOnlyPrescribed(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
  afterEach(() => {
    const pending = nock.pendingMocks().filter((mock) => !mock.endsWith("/access_tokens"));
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
}

/** GitHub's API with every answer prescribed; a request that nobody expects fails. */
export function api(): nock.Scope {
  return nock(apiUrl).defaultReplyHeaders({ date });
}

/** Answers requests for installation tokens, `token-1`, `token-2` and so on. */
export function giveTokens(): void {
  let count = 0;
  api()
    .persist()
    .post(`/app/installations/${String(installationId)}/access_tokens`)
    .reply(201, () => {
      count += 1;
      return { token: `token-${String(count)}`, expires_at: "2026-11-02T11:00:00Z", permissions: {} };
    });
}

/** A client of the installation that has its token. */
export function testClient(settings: Partial<GitHubSettings> = {}): Client {
  giveTokens();
  return testGitHub(settings).forInstallation(installationId);
}

/** A comment of Baton's as GitHub shows it. */
export function ownComment(id: number, body: string) {
  return {
    id,
    body,
    user: { id: 1, login: self.botLogin, type: "Bot" },
    performed_via_github_app: { id: self.appId },
    created_at: "2026-11-02T10:00:00Z",
    updated_at: "2026-11-02T10:00:00Z",
  };
}
