import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { callerFor, type Caller } from "../support/api-caller.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  eventsOf,
  openRepository,
  ownComments,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const minute = 60_000;
const rules =
  "roles: { code_writer: { users: [chen, maria], call: { mention: true } } }\nlimits: { claim-minutes: 20 }\n";

describe("a phase that an agent takes on", () => {
  let relay: Relay;
  let stage: Stage;
  let coder: Caller;
  let other: Caller;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay, "acme", { ".github/baton.yml": rules });
    await stage.say(stage.openPull(), "rita", "/help");
    const agent = async (label: string) =>
      (await callerFor(relay, [stage.repository.id], { roles: ["code_writer"], label })).call;
    [coder, other] = await Promise.all([agent("coder"), agent("other")]);
  });
  afterAll(() => relay.close());

  const accept = { role: "code_writer", completed_state: "handoff_to_coder" };
  const done = { role: "code_writer", completed_state: "implementation", phase_result: { code: "src/pay.ts" } };
  const advance = (id: string) => `POST /api/workflows/${id}/advance`;
  const heartbeat = (id: string) => `POST /api/workflows/${id}/heartbeat`;
  /** What Baton has to do after a call comes before what time brings. */
  const pass = async (ms: number) => {
    await relay.settle();
    await relay.pass(ms);
  };
  const workOf = async (call: Caller, id: string) =>
    (await call("GET /api/work?limit=100")).body.work.find((each: { workflow_id: string }) => each.workflow_id === id);
  const leftMs = ({ claim }: { readonly claim: { readonly expires_at: string } }) =>
    Date.parse(claim.expires_at) - relay.clock.now().getTime();
  const lost = { status: 409, body: { type: "/problems/claim-lost" } };
  const taken = { status: 409, body: { type: "/problems/claimed", missing: [{ kind: "claim", holder: "coder" }] } };

  async function handedToCoder(): Promise<{ readonly pull: PullDriver; readonly id: string }> {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start\n/advance\n/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    return { pull, id: (await workflowOf(relay, pull)).id };
  }

  it("is its alone until it hands it on, and everybody sees that", async () => {
    const { pull, id } = await handedToCoder();
    const accepted = await coder(advance(id), accept);
    const { fence } = accepted.body.claim;
    expect(accepted.body).toMatchObject({ new_state: "implementation", claim: { holder: "coder", yours: true } });
    expect(leftMs(accepted.body)).toBeGreaterThan(19 * minute);
    await relay.settle();
    expect(statusComment(pull)).toContain("🔒 **coder** has taken the phase on");
    expect(await workOf(coder, id)).toMatchObject({ claim: { holder: "coder", yours: true, fence } });
    expect(await workOf(other, id)).toMatchObject({ claim: { holder: "coder", yours: false, fence } });
    expect(await other(`GET /api/workflows/${id}/explain`)).toMatchObject({ body: { claim: { holder: "coder" } } });
    expect(await other(advance(id), done)).toMatchObject(taken);
    expect(await other(heartbeat(id), { role: "code_writer" })).toMatchObject(taken);
    expect(await other(advance(id), { ...done, next_state: "error", notes: "I give up" })).toMatchObject(taken);
    await stage.say(pull, "chen", "/advance");
    expect(ownComments(pull, "reply").at(-1)).toContain("Somebody else has taken this phase on.");
    expect(await coder(advance(id), { ...done, fence: fence - 1 })).toMatchObject(lost);
    expect(await coder(advance(id), { ...done, fence })).toMatchObject({
      status: 200,
      body: { new_state: "handoff_to_tester", claim: null },
    });
  });

  it("is not shared with another token of the same label", async () => {
    const { id } = await handedToCoder();
    await coder(advance(id), accept);
    const { call } = await callerFor(relay, [stage.repository.id], { roles: ["code_writer"], label: "coder" });
    expect((await call(`GET /api/workflows/${id}/status`)).body.claim).toMatchObject({ holder: "coder", yours: false });
    expect(await call(heartbeat(id), { role: "code_writer" })).toMatchObject(taken);
    expect(await call(advance(id), done)).toMatchObject(taken);
    expect(await coder(advance(id), done)).toMatchObject({ status: 200 });
  });

  it("stays its while it is heard of, by a heartbeat or any other call, which changes nothing else", async () => {
    const { pull, id } = await handedToCoder();
    const { fence } = (await coder(advance(id), accept)).body.claim;
    const { version } = await workflowOf(relay, pull);
    for (const call of [
      () => coder(heartbeat(id), { role: "CODE_WRITER", fence }),
      () => coder(`GET /api/workflows/${id}/status`),
      () => coder(`POST /api/workflows/${id}/request-retry`, { reason: "not possible here" }),
    ]) {
      await pass(19 * minute);
      await call();
      const { body } = await other(`GET /api/workflows/${id}/status`);
      expect(body.claim).toMatchObject({ holder: "coder", yours: false, fence });
      expect(leftMs(body)).toBeGreaterThan(19 * minute);
    }
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "implementation", version });
    expect(await coder(heartbeat(id), { role: "test_auditor" })).toMatchObject({ status: 403 });
    // A push is of the same phase: what was heard meanwhile still counts after the save.
    pull.push("chen");
    await pass(19 * minute);
    expect((await other(`GET /api/workflows/${id}/status`)).body.claim).toMatchObject({ holder: "coder", fence });
  });

  it("is free once it falls silent: the role is called again, and whoever takes it on next is the one that counts", async () => {
    const { pull, id } = await handedToCoder();
    const { fence } = (await coder(advance(id), accept)).body.claim;
    await relay.settle();
    const calls = () => ownComments(pull, "turn").filter((text) => text.includes("@chen")).length;
    const before = calls();
    await pass(20 * minute);
    expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({ event_type: "claim_lapsed" });
    expect(calls()).toBe(before + 1);
    expect(ownComments(pull, "turn").at(-1)).toContain("the work is free again");
    expect(statusComment(pull)).toContain("Whoever had taken the phase on was not heard of in time. It is free again.");
    // Whoever comes back late with the work of a claim that is gone hears of it, before and after somebody else took over.
    expect(await coder(heartbeat(id), { role: "code_writer", fence })).toMatchObject(lost);
    const next = (await other(heartbeat(id), { role: "code_writer" })).body;
    expect(next).toMatchObject({ current_state: "implementation", claim: { holder: "other", yours: true } });
    expect(next.claim.fence).toBeGreaterThan(fence);
    expect(await coder(advance(id), { ...done, fence })).toMatchObject(lost);
    expect(await coder(advance(id), done)).toMatchObject({ status: 409, body: { type: "/problems/claimed" } });
    expect(await other(advance(id), { ...done, fence: next.claim.fence })).toMatchObject({ status: 200 });
  });

  it("ends in error once the fourth in a row fell silent", async () => {
    const { pull, id } = await handedToCoder();
    await coder(advance(id), accept);
    for (const state of ["implementation", "implementation", "implementation", "error"]) {
      await pass(20 * minute);
      expect(await stateOf(relay, pull)).toBe(state);
      if (state !== "error") {
        expect(await other(heartbeat(id), { role: "code_writer" })).toMatchObject({ status: 200 });
      }
    }
    expect(statusComment(pull)).toContain("none of them was heard of in time");
    expect(await workOf(coder, id)).toMatchObject({ standing: "recover", claim: null });
  });

  it("is closed to it where a person has it; accepted twice at once it is its once, and not lost while it is on hold", async () => {
    const { pull, id } = await handedToCoder();
    await stage.say(pull, "chen", "/accept");
    expect(await coder(heartbeat(id), { role: "code_writer" })).toMatchObject({
      status: 409,
      body: { missing: [{ kind: "claim", holder: "chen", expires_at: null }] },
    });
    await stage.say(pull, "maria", "/rollback planning");
    await stage.say(pull, "maria", "/advance");
    const statuses = await Promise.all([1, 2].map(async () => (await coder(advance(id), accept)).status));
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409]);
    await stage.say(pull, "maria", "/hold");
    expect(await coder(advance(id), done)).toMatchObject({ status: 409, body: { type: "/problems/held" } });
    await pass(120 * minute);
    await stage.say(pull, "maria", "/unhold");
    await pass(19 * minute);
    expect(await coder(advance(id), done)).toMatchObject({ status: 200 });
  });

  it("is not lost to it while Baton can do nothing, as its repository is archived", async () => {
    const { pull, id } = await handedToCoder();
    const { fence } = (await coder(advance(id), accept)).body.claim;
    await relay.settle();
    stage.repository.archive("maria");
    await pass(120 * minute);
    stage.repository.unarchive("maria");
    await pass(19 * minute);
    expect((await eventsOf(relay, pull)).map((event) => event.event_type)).not.toContain("claim_lapsed");
    expect(await coder(advance(id), { ...done, fence })).toMatchObject({ status: 200 });
    await relay.settle();
  });

  it("is not taken on anew under the number of a claim that ended while the heartbeat was on its way", async () => {
    const { id } = await handedToCoder();
    const { fence } = (await coder(advance(id), accept)).body.claim;
    await relay.settle();
    const client = await relay.db.pool.connect();
    await client.query("begin");
    await client.query("update build_workflows set claim = null, version = version + 1 where id = $1", [id]);
    const beating = coder(heartbeat(id), { role: "code_writer", fence });
    await expect
      .poll(async () => (await relay.db.pool.query("select from pg_locks where not granted")).rows.length)
      .toBeGreaterThan(0);
    await client.query("commit");
    client.release();
    expect(await beating).toMatchObject(lost);
    expect((await coder(`GET /api/workflows/${id}/status`)).body.claim).toBeNull();
  });

  it("may be taken on by a first heartbeat, also by several at once", async () => {
    const pull = stage.openPull();
    const planner = (await callerFor(relay, [stage.repository.id], { roles: ["q_assistant"], label: "planner" })).call;
    await stage.say(pull, "maria", "/start");
    const { id } = await workflowOf(relay, pull);
    const answers = await Promise.all([1, 2, 3].map(() => planner(heartbeat(id), { role: "q_assistant" })));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, body: { claim: { holder: "planner", yours: true } } });
    }
    expect(new Set(answers.map(({ body }) => body.claim.fence)).size).toBe(1);
    expect((await eventsOf(relay, pull)).map((event) => event.event_type)).toEqual(["started", "claimed"]);
    const { body } = await planner(advance(id), { role: "q_assistant", completed_state: "discovery" });
    expect(body).toMatchObject({ new_state: "planning", claim: { fence: answers[0]?.body.claim.fence } });
  });
});
