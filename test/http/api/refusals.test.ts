import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../../sandbox/sandbox.ts";
import { revokeToken } from "../../../src/store/tokens/revoke-token.ts";
import { query } from "../../../src/store/database.ts";
import { prune } from "../../../src/store/prune.ts";
import { callerFor, callWith, type Caller } from "../../support/api-caller.ts";
import { writtenLog, type WrittenLog } from "../../support/log-lines.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository, pathOf, type Stage } from "../../support/stage.ts";

let log: WrittenLog;
let relay: Relay;
let stage: Stage;
let id: number;
let everyRole: Caller;
let secret: string;

beforeAll(async () => {
  log = writtenLog();
  relay = await startRelay({ log: log.log });
  stage = openRepository(relay);
  id = stage.repository.id;
  await stage.say(stage.openPull(), "rita", "/help");
  const made = await callerFor(relay, [id], { label: "an agent" });
  everyRole = made.call;
  secret = made.token;
});
afterAll(() => relay.close());

async function started(pull: PullDriver = stage.openPull()): Promise<string> {
  const { body } = await everyRole(`POST /api/workflows/${String(id)}/start`, { pull_number: pull.number });
  return body.workflow_id as string;
}

const advance = (workflow: string) => `POST /api/workflows/${workflow}/advance`;
const discovery = { role: "q_assistant", completed_state: "discovery" };

describe("who calls", () => {
  it("must show a token of Baton's, known, not expired and not revoked", async () => {
    const expired = await callerFor(relay, [id], { lifetimeMs: -1 });
    const revoked = await callerFor(relay, [id]);
    await revokeToken(relay.db, revoked.id, relay.clock.now());
    const forged = `${secret.slice(0, -2)}${secret.endsWith("AA") ? "BB" : "AA"}`;
    for (const [call, detail] of [
      [callWith(relay, null), "Send a token"],
      [callWith(relay, "Basic abc"), "Send a token"],
      [callWith(relay, "Bearer nonsense"), "no token that Baton issued"],
      [callWith(relay, `Bearer ${forged}`), "no token that Baton issued"],
      [expired.call, "has expired"],
      [revoked.call, "was revoked"],
    ] as const) {
      for (const line of ["GET /api/workflows", `POST /api/workflows/${String(id)}/start`]) {
        const answer = await call(line);
        expect(answer).toMatchObject({
          status: 401,
          body: { type: "/problems/unauthenticated", status: 401, detail: expect.stringContaining(detail) },
        });
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      }
    }
  });

  it("learns nothing of a repository that the token is not good for", async () => {
    const workflow = await started();
    const { call } = await callerFor(relay, [id + 1_000_000], { isOperator: true });
    const unknown = "00000000-0000-7000-8000-000000000000";
    const bodies = {
      advance: discovery,
      "request-retry": { reason: "x" },
      rollback: { target_state: "discovery", reason: "x" },
      cancel: {},
    };
    for (const what of ["status", "history", "events"]) {
      const there = await call(`GET /api/workflows/${workflow}/${what}`);
      expect(there).toMatchObject({ status: 404, body: { type: "/problems/not-found" } });
      expect(there.body).toEqual((await call(`GET /api/workflows/${unknown}/${what}`)).body);
    }
    for (const [what, body] of Object.entries(bodies)) {
      expect(await call(`POST /api/workflows/${workflow}/${what}`, body)).toMatchObject({ status: 404 });
    }
    const project = encodeURIComponent(stage.repository.fullName);
    expect(await call(`POST /api/workflows/${project}/start`, { pull_number: 1 })).toMatchObject({ status: 404 });
    expect(await call(`GET /api/workflows?project_id=${project}`)).toMatchObject({ status: 404 });
    expect(await call(`GET /api/workflows/project/${project}/stats`)).toMatchObject({ status: 404 });
    expect((await call("GET /api/workflows")).body.workflows).toEqual([]);
    const owner = await call("GET /api/workflows/owner/acme/stats");
    expect(owner).toMatchObject({ status: 404, body: { type: "/problems/not-found" } });
    expect(owner.body).toEqual((await call("GET /api/workflows/owner/nobody/stats")).body);
  });

  it("gets an owner's statistics of the repositories that the token is good for, and of no other", async () => {
    const other = openRepository(relay);
    const elsewhere = openRepository(relay, "globex");
    for (const each of [other, elsewhere]) await each.say(each.openPull(), "maria", "/start");
    const ids = [other.repository.id, elsewhere.repository.id];
    const { call } = await callerFor(relay, ids);
    const { status, body } = await call("GET /api/workflows/owner/ACME/stats");
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { owner: "acme", project_ids: [String(ids[0])], total_workflows: 1, in_progress: 1, throughput: [] },
    });
    const both = (await callerFor(relay, [id, ...ids])).call;
    const all = (await both("GET /api/workflows/owner/acme/stats")).body;
    const one = (await both(`GET /api/workflows/project/${String(id)}/stats`)).body;
    expect(all.project_ids).toEqual([id, ids[0]].map(String));
    expect(all.total_workflows).toBe(one.total_workflows + 1);
  });

  it("is shown the fault of a window of time that is none", async () => {
    for (const [query, pointer] of [
      ["from=yesterday", "/from"],
      ["to=2026-01-01", "/to"],
      ["from=2026-02-30T00:00:00Z", "/from"],
      ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "/to"],
      ["from=2026-01-01T01:00:00%2B01:00&to=2026-01-01T00:00:00Z", "/to"],
      ["since=2026-01-01T00:00:00Z", "/since"],
    ]) {
      for (const path of [`project/${String(id)}`, "owner/acme"]) {
        expect(await everyRole(`GET /api/workflows/${path}/stats?${query ?? ""}`)).toMatchObject({
          status: 422,
          body: { type: "/problems/invalid-request", errors: [{ in: "query", pointer }] },
        });
      }
    }
  });

  it("plays only the token's roles, and is told which role would do", async () => {
    const workflow = await started();
    const coder = (await callerFor(relay, [id], { roles: ["code_writer"] })).call;
    expect(await coder(advance(workflow), discovery)).toMatchObject({
      status: 403,
      body: { type: "/problems/wrong-role", detail: "This token does not hold q_assistant; it holds code_writer." },
    });
    expect(await coder(advance(workflow), { ...discovery, role: "code_writer" })).toMatchObject({
      status: 403,
      body: {
        type: "/problems/wrong-role",
        detail: "Only q_assistant may do this in discovery.",
        missing: [{ kind: "role", one_of: ["q_assistant"] }],
      },
    });
    expect(await everyRole(advance(workflow), { ...discovery, role: "code_writer" })).toMatchObject({ status: 403 });
  });

  it("needs the scope operator to roll back and to cancel", async () => {
    const workflow = await started();
    await everyRole(advance(workflow), discovery);
    const back = { target_state: "discovery", reason: "again" };
    const refused = {
      status: 403,
      body: { type: "/problems/missing-scope", missing: [{ kind: "scope", scope: "operator" }] },
    };
    expect(await everyRole(`POST /api/workflows/${workflow}/rollback`, back)).toMatchObject(refused);
    expect(await everyRole(`POST /api/workflows/${workflow}/cancel`, {})).toMatchObject(refused);
    const byAdvance = { role: "q_assistant", completed_state: "planning", next_state: "discovery" };
    expect(await everyRole(advance(workflow), byAdvance)).toMatchObject(refused);
    const { call } = await callerFor(relay, [id], { roles: [], isOperator: true });
    expect(await call(`POST /api/workflows/${workflow}/rollback`, back)).toMatchObject({ status: 200 });
    expect(await call(`POST /api/workflows/${workflow}/cancel`, { reason: "enough" })).toMatchObject({
      status: 200,
      body: { status: "cancelled", previous_state: "discovery", reason: "enough" },
    });
    expect(await call(`POST /api/workflows/${workflow}/cancel`, {})).toMatchObject({
      status: 409,
      body: { type: "/problems/finished" },
    });
  });

  it("finds no trace of a secret in the log", async () => {
    await everyRole("GET /api/workflows");
    // Its random part by length: that may begin with an underscore, or hold one.
    expect(log.text()).not.toContain(secret.slice(-43));
  });
});

describe("an advance", () => {
  it("of another state than the current one is told which that is, what is allowed, and who may", async () => {
    const workflow = await started();
    expect(
      await everyRole(advance(workflow), { role: "code_writer", completed_state: "implementation" }),
    ).toMatchObject({
      status: 409,
      body: {
        type: "/problems/stale-state",
        title: "The workflow is in another state",
        detail: "The workflow is in discovery.",
        current_state: "discovery",
        allowed: expect.arrayContaining([
          { action: "advance", leads_to: "planning", roles: ["q_assistant"], scope: null },
          { action: "cancel", leads_to: null, roles: [], scope: "operator" },
        ]),
      },
    });
  });

  it("of another head, or to a state that no step leads to, is refused", async () => {
    const workflow = await started();
    const other = { ...discovery, head_sha: "a".repeat(40) };
    const staleHead = { status: 409, body: { type: "/problems/stale-head" } };
    expect(await everyRole(advance(workflow), other)).toMatchObject(staleHead);
    expect(await everyRole(advance(workflow), { ...other, next_state: "error" })).toMatchObject(staleHead);
    const far = { ...discovery, next_state: "deployment" };
    expect(await everyRole(advance(workflow), far)).toMatchObject({
      status: 409,
      body: { type: "/problems/not-reachable", current_state: "discovery" },
    });
  });

  it("with a result that cannot be taken gets a pointer to each fault", async () => {
    const workflow = await started();
    const bad = { ...discovery, phase_result: { requirements: 7, risks: "few" } };
    expect(await everyRole(advance(workflow), bad)).toMatchObject({
      status: 422,
      body: {
        type: "/problems/invalid-result",
        missing: [
          { kind: "result", pointer: "/phase_result/requirements", problem: "must be text, a list or an object" },
        ],
      },
    });
    for (const phase_result of [
      { a: "x".repeat(300 * 1024) },
      { a: "\u0000" },
      JSON.parse('{"__proto__": {"a": 1}}'),
    ]) {
      expect(await everyRole(advance(workflow), JSON.stringify({ ...discovery, phase_result }))).toMatchObject({
        status: 422,
        body: { type: "/problems/invalid-result" },
      });
    }
  });

  it("out of testing waits for the checks, and one whose result says no is pointed at the way back", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    await everyRole(advance(workflow), discovery);
    await everyRole(advance(workflow), { role: "q_assistant", completed_state: "planning" });
    const accept = { role: "code_writer", completed_state: "handoff_to_coder" };
    expect(await everyRole(advance(workflow), { ...accept, phase_result: { a: 1 } })).toMatchObject({ status: 422 });
    await everyRole(advance(workflow), accept);
    await everyRole(advance(workflow), { role: "code_writer", completed_state: "implementation" });
    await relay.settle();
    stage.repository.check({ sha: pull.headSha, name: "build", status: "in_progress" });
    const testing = { role: "test_auditor", completed_state: "testing" };
    expect(await everyRole(advance(workflow), testing)).toMatchObject({
      status: 409,
      body: {
        type: "/problems/guards-missing",
        missing: expect.arrayContaining([expect.objectContaining({ kind: "check", name: "build", status: "running" })]),
      },
    });
    const failed = { ...testing, phase_result: { all_tests_passed: false, notes: "the sum is wrong" } };
    expect(await everyRole(advance(workflow), failed)).toMatchObject({
      status: 422,
      body: { type: "/problems/negative-result" },
    });
    const back = await everyRole(advance(workflow), { ...failed, next_state: "implementation" });
    expect(back).toMatchObject({ status: 200, body: { new_state: "implementation", next_role: "code_writer" } });
    expect(back.body.handoff_data.retry_reason).toContain("the sum is wrong");
  });
});

describe("a start", () => {
  it("needs a pull request that GitHub has and that is open, and no workflow under way", async () => {
    const start = `POST /api/workflows/${String(id)}/start`;
    expect(await everyRole(start, { pull_number: 999 })).toMatchObject({ status: 404 });
    expect(await query(relay.db, "select from pull_requests where number = 999", [])).toEqual([]);
    const closed = stage.openPull();
    closed.close("chen");
    expect(await everyRole(start, { pull_number: closed.number })).toMatchObject({
      status: 409,
      body: { type: "/problems/pull-not-open" },
    });
    const pull = stage.openPull();
    await started(pull);
    expect(await everyRole(start, { pull_number: pull.number })).toMatchObject({
      status: 409,
      body: { type: "/problems/already-open", current_state: "discovery" },
    });
  });

  it("ends what was before: the older workflow's address takes no requests any more", async () => {
    const pull = stage.openPull();
    const older = await started(pull);
    const { call } = await callerFor(relay, [id], { isOperator: true });
    await call(`POST /api/workflows/${older}/cancel`, {});
    await started(pull);
    expect(await everyRole(advance(older), discovery)).toMatchObject({
      status: 409,
      body: { type: "/problems/finished" },
    });
  });

  it("is answered that GitHub is away while it is", async () => {
    const fault = relay.sandbox.fault({ match: "GET /repos/*/*/pulls/998", times: 10, do: { status: 502 } });
    const away = await everyRole(`POST /api/workflows/${String(id)}/start`, { pull_number: 998 });
    expect(away).toMatchObject({ status: 503, body: { type: "/problems/github-away" } });
    expect(away.headers.get("retry-after")).toBe("10");
    fault.remove();
  });
});

describe("a request that is not as described", () => {
  it("says what is wrong with it and where", async () => {
    const workflow = await started();
    for (const [body, headers, status, type] of [
      ["{", {}, 400, "broken-json"],
      ["", {}, 400, "broken-json"],
      ["{}", { "content-type": "text/plain" }, 415, "wrong-content-type"],
      ["[]", {}, 422, "invalid-request"],
      ["x".repeat(3 * 1024 * 1024), {}, 413, "too-large"],
    ] as const) {
      expect(await everyRole(advance(workflow), body, headers)).toMatchObject({
        status,
        body: { type: `/problems/${type}`, status },
      });
    }
    expect(
      (await everyRole(advance(workflow), { role: 7, completed_state: "discoverie", "a/b": 1, color: 2 })).body,
    ).toMatchObject({
      type: "/problems/invalid-request",
      errors: expect.arrayContaining([
        { in: "body", pointer: "/role", detail: expect.stringContaining("expected string") },
        { in: "body", pointer: "/completed_state", detail: expect.stringContaining("discovery") },
        { in: "body", pointer: "/a~1b", detail: "There is no such key." },
        { in: "body", pointer: "/color", detail: "There is no such key." },
      ]),
    });
    for (const query of ["limit=0", "limit=x", "color=red", "cursor=x", "cursor=IiI", "status=done"]) {
      expect(await everyRole(`GET /api/workflows?${query}`)).toMatchObject({
        status: 422,
        body: { errors: [{ in: "query" }] },
      });
    }
    expect(await everyRole("GET /api/workflows/none/status")).toMatchObject({ status: 404 });
    expect(await everyRole("GET /api/nothing")).toMatchObject({ status: 404, body: { type: "/problems/not-found" } });
  });
});

describe("the same request again", () => {
  it("with its Idempotency-Key gets the same answer for a day, and changes nothing twice", async () => {
    const pull = stage.openPull();
    const start = `POST /api/workflows/${String(id)}/start`;
    const key = { "idempotency-key": "start-1" };
    const first = await everyRole(start, { pull_number: pull.number }, key);
    const again = await everyRole(start, { pull_number: pull.number }, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get("idempotent-replay")).toBe("true");
    expect(await everyRole(start, { pull_number: pull.number + 1 }, key)).toMatchObject({
      status: 422,
      body: { type: "/problems/key-reused" },
    });
    const workflow = first.body.workflow_id as string;
    const refused = await everyRole(
      advance(workflow),
      { ...discovery, completed_state: "planning" },
      { "idempotency-key": "r" },
    );
    await everyRole(advance(workflow), discovery);
    expect(
      await everyRole(advance(workflow), { ...discovery, completed_state: "planning" }, { "idempotency-key": "r" }),
    ).toMatchObject({
      status: 409,
      body: refused.body,
    });
    const other = await callerFor(relay, [id]);
    expect(await other.call(start, { pull_number: pull.number }, key)).toMatchObject({ status: 409 });
    await prune(relay.db, new Date(relay.clock.now().getTime() + 86_500_000));
    expect(await everyRole(start, { pull_number: pull.number }, key)).toMatchObject({
      status: 409,
      body: { type: "/problems/already-open" },
    });
    expect(await everyRole(start, { pull_number: 1 }, { "idempotency-key": "a b" })).toMatchObject({ status: 422 });
  });

  it("at once is carried out once: the others get its answer or are told to ask again", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => everyRole(advance(workflow), discovery, { "idempotency-key": "together" })),
    );
    for (const { status, body, headers } of answers) {
      if (status === 200) expect(body.new_state).toBe("planning");
      else {
        expect({ status, type: body.type }).toEqual({ status: 409, type: "/problems/request-under-way" });
        expect(headers.get("retry-after")).toBe("1");
      }
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
  });

  it("is answered by what it changed where Baton died before it could answer", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    const key = { "idempotency-key": "crash" };
    const first = await everyRole(advance(workflow), discovery, key);
    await query(relay.db, "update idempotency_keys set status = null, body = null where key = 'crash'", []);
    expect(await everyRole(advance(workflow), discovery, key)).toMatchObject({
      status: 409,
      body: { type: "/problems/request-under-way" },
    });
    relay.clock.advance(61_000);
    expect(await everyRole(advance(workflow), discovery, key)).toMatchObject({ status: 200, body: first.body });
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
  });
});

describe("a token that asks too often", () => {
  it("is told when it may ask again, and others are not held up", async () => {
    const slow = await startRelay({ environment: { apiRequestsPerMinute: 2 } });
    const mine = await callerFor(slow, [1]);
    const others = await callerFor(slow, [1]);
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await mine.call("GET /api/workflows")).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await mine.call("GET /api/workflows");
    expect(refused.body).toMatchObject({ type: "/problems/too-many-requests" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await others.call("GET /api/workflows")).status).toBe(200);
    // Wherever it asks: over MCP, a call of a tool is one request, and there is one count for everything.
    const tool = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_my_work", arguments: {} } };
    const accept = { accept: "application/json, text/event-stream" };
    const third = await callerFor(slow, [1]);
    const asked = [];
    for (let count = 0; count < 3; count += 1) asked.push(await third.call("POST /mcp", tool, accept));
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(asked[1]?.body.result).toMatchObject({ structuredContent: { work: [] } });
    expect((await third.call("GET /api/work")).status).toBe(429);
    await slow.close();
  });
});
