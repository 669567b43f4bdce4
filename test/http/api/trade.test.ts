import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oidcIssuer } from "../../../src/http/api/trade/oidc-issuer.ts";
import { query } from "../../../src/store/database.ts";
import { callWith, type Caller } from "../../support/api-caller.ts";
import { writtenLog, type WrittenLog } from "../../support/log-lines.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository, stateOf, workflowOf, type Stage } from "../../support/stage.ts";

const audience = "https://baton.example.com";

let log: WrittenLog;
let relay: Relay;
let stage: Stage;
let nobody: Caller;

beforeAll(async () => {
  log = writtenLog();
  relay = await startRelay({ log: log.log, environment: { publicUrl: audience } });
  stage = openRepository(relay, "acme", {
    ".github/baton.yml":
      "roles:\n  code_writer: { actions: [code.yml] }\n  release_manager: { actions: [release.yml, code.yml] }\n",
  });
  await stage.say(stage.openPull(), "rita", "/help");
  nobody = callWith(relay, null);
});
afterAll(() => relay.close());

type Job = Parameters<Relay["sandbox"]["oidcToken"]>[0];

function oidcToken(job: Partial<Job> = {}): string {
  const { id, fullName } = stage.repository;
  return relay.sandbox.oidcToken({ audience, repositoryId: id, repository: fullName, file: "code.yml", ...job });
}

const trade = (oidc_token: string) => nobody("POST /api/token", { oidc_token });

describe("the OIDC token of an Actions job", () => {
  it("is traded for a token of an hour that plays the roles whose actions name the workflow", async () => {
    const traded = await trade(oidcToken());
    expect(traded).toMatchObject({
      status: 201,
      body: { project_id: String(stage.repository.id), roles: ["code_writer", "release_manager"] },
    });
    expect(traded.headers.get("cache-control")).toBe("no-store");
    const call = callWith(relay, `Bearer ${String(traded.body.token)}`);
    expect((await call("GET /api/workflows")).status).toBe(200);
    const life = Date.parse(traded.body.expires_at) - relay.clock.now().getTime();
    expect(life).toBeGreaterThan(3_500_000);
    expect(life).toBeLessThanOrEqual(3_600_000);
    const [row] = await query<{ label: string; operator: boolean }>(relay.db, "select label, operator from tokens", []);
    expect(row).toMatchObject({ label: expect.stringMatching(/^code\.yml run \d+$/), operator: false });
    relay.clock.advance(3_600_001);
    expect((await call("GET /api/workflows")).status).toBe(401);
    expect((await trade(oidcToken({ file: "release.yml" }))).body.roles).toEqual(["release_manager"]);
  });

  it("is good for one trade", async () => {
    const token = oidcToken();
    expect((await trade(token)).status).toBe(201);
    expect(await trade(token)).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining("traded before") },
    });
    const together = oidcToken();
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => trade(together)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  });

  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const hour = 3_600;
  const seconds = () => Math.floor(relay.clock.now().getTime() / 1000);
  it.each<[string, () => Partial<Job>]>([
    ["for another address", () => ({ audience: "https://other.example.com" })],
    ["of another issuer", () => ({ claims: { iss: "https://token.actions.githubusercontent.com" } })],
    ["signed with another key", () => ({ key: other })],
    ["signed with a key that nobody knows", () => ({ header: { kid: "unknown" } })],
    ["that is not signed", () => ({ header: { alg: "none" } })],
    ["that has expired", () => ({ claims: { iat: seconds() - hour, exp: seconds() - 60 } })],
    ["that is to be valid later", () => ({ claims: { nbf: seconds() + hour } })],
    ["that was made long ago", () => ({ claims: { iat: seconds() - hour } })],
    ["without an id", () => ({ claims: { jti: undefined } })],
    ["without a workflow", () => ({ claims: { job_workflow_ref: undefined } })],
    ["of a pull request", () => ({ event: "pull_request" })],
    ["of a pull request's target", () => ({ event: "pull_request_target" })],
    ["of another branch", () => ({ branch: "feature" })],
    ["of another branch that calls the good workflow", () => ({ claims: { ref: "refs/heads/feature" } })],
    [
      "of a workflow on another branch",
      () => ({ claims: { workflow_ref: "acme/shop/.github/workflows/x.yml@refs/heads/feature" } }),
    ],
    [
      "of a workflow of another repository",
      () => ({ claims: { job_workflow_ref: "evil/shop/.github/workflows/code.yml@refs/heads/main" } }),
    ],
    ["of a file in another folder", () => ({ file: "deep/code.yml" })],
  ])("%s is refused", async (_, job) => {
    const before = await query(relay.db, "select count(*) from tokens", []);
    expect(await trade(oidcToken(job()))).toMatchObject({ status: 401, body: { type: "/problems/unauthenticated" } });
    expect(await query(relay.db, "select count(*) from tokens", [])).toEqual(before);
  });

  it("of a workflow that no role names, or of a repository that Baton does not know, gets nothing", async () => {
    expect(await trade(oidcToken({ file: "other.yml" }))).toMatchObject({
      status: 403,
      body: { type: "/problems/wrong-role" },
    });
    expect(await trade(oidcToken({ repositoryId: 999_999 }))).toMatchObject({ status: 404 });
    expect(await trade("nonsense")).toMatchObject({ status: 401 });
  });

  it("stands for the file where somebody else has to judge, and for its run where a phase is taken on", async () => {
    const roles = "{ code_writer: { actions: [agent.yml] }, test_auditor: { actions: [agent.yml] } }";
    const agents = openRepository(relay, "acme", {
      ".github/baton.yml": `roles: ${roles}\nseparation-of-duties: true\n`,
    });
    const pull = agents.openPull();
    await agents.say(pull, "maria", "/start\n/advance\n/advance");
    const { id: repositoryId, fullName: repository } = agents.repository;
    const inRun = async (run_id: string) => {
      const traded = await trade(oidcToken({ repositoryId, repository, file: "agent.yml", claims: { run_id } }));
      return callWith(relay, `Bearer ${String(traded.body.token)}`);
    };
    const [first, again, second] = [await inRun("1001"), await inRun("1001"), await inRun("1002")];
    const advance = `POST /api/workflows/${(await workflowOf(relay, pull)).id}/advance`;
    const coder = { role: "code_writer", completed_state: "implementation", phase_result: { code: "src/pay.ts" } };
    await first(advance, { role: "code_writer", completed_state: "handoff_to_coder" });
    expect(await second(advance, coder)).toMatchObject({ status: 409, body: { type: "/problems/claimed" } });
    expect(await again(advance, coder)).toMatchObject({ status: 200, body: { new_state: "handoff_to_tester" } });
    await relay.settle();
    const tester = { role: "test_auditor", completed_state: "testing", phase_result: { all_tests_passed: true } };
    for (const call of [first, second]) expect((await call(advance, tester)).body.reason).toBe("same_person");
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it("leaves no trace in the log", () => {
    const text = JSON.stringify(log.lines());
    expect(text).not.toContain("eyJ");
    expect(text).not.toMatch(/baton_[0-9a-f]{12}_/);
  });
});

describe("who issues these tokens", () => {
  it.each([
    ["https://github.com", "https://token.actions.githubusercontent.com"],
    ["https://acme.ghe.com", "https://token.actions.acme.ghe.com"],
    ["https://github.acme.example", "https://github.acme.example/_services/token"],
  ])("of %s is %s", (serverUrl, issuer) => {
    expect(oidcIssuer(serverUrl)).toBe(issuer);
  });
});
