import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../../sandbox/sandbox.ts";
import { query } from "../../../src/store/database.ts";
import { verifyChain } from "../../../src/store/verify-chain.ts";
import { callerFor, type Caller } from "../../support/api-caller.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { batonCheck, openRepository, pathOf, statusComment, type Stage } from "../../support/stage.ts";

let relay: Relay;
let stage: Stage;
let id: number;
let everyRole: Caller;
let operator: Caller;

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
  id = stage.repository.id;
  // Baton gets to know the repository by its first webhook.
  await stage.say(stage.openPull(), "rita", "/help");
  everyRole = (await callerFor(relay, [id], { label: "an agent" })).call;
  operator = (await callerFor(relay, [id], { isOperator: true, label: "the desk" })).call;
});
afterAll(() => relay.close());

async function started(pull: PullDriver): Promise<string> {
  const { body } = await everyRole(`POST /api/workflows/${String(id)}/start`, { pull_number: pull.number });
  return body.workflow_id as string;
}

describe("a relay played over HTTP", () => {
  it("runs from discovery to complete, with a retry and a rollback, and the pull request shows each step", async () => {
    const pull = stage.openPull();
    const project = encodeURIComponent(stage.repository.fullName.toUpperCase());
    const begun = await everyRole(`POST /api/workflows/${project}/start`, {
      pull_number: pull.number,
      requirements: "Customers pay by card",
      build_id: "build 7",
      user_id: "planner@example.com",
      metadata: { ticket: { key: "PAY-1" } },
    });
    expect(begun).toMatchObject({
      status: 201,
      body: {
        build_id: "build 7",
        initial_state: "discovery",
        status: "open",
        current_role: "q_assistant",
        next_role: "q_assistant",
        instructions: expect.stringContaining("requirements"),
      },
    });
    const workflow = begun.body.workflow_id as string;
    await shows(pull, "discovery");
    expect(statusComment(pull)).toContain("an agent");

    /** Completes a state as a role, and holds what is answered and shown against what is expected. */
    const advance = async (role: string, from: string, to: string, more: Record<string, unknown> = {}) => {
      const given = { role, completed_state: from, ...more };
      const answer = await everyRole(`POST /api/workflows/${workflow}/advance`, given);
      expect(answer).toMatchObject({
        status: 200,
        body: {
          workflow_id: workflow,
          previous_state: from.toLowerCase(),
          new_state: to,
          is_complete: to === "complete",
          handoff_data: { workflow_id: workflow, current_phase: to },
        },
      });
      await relay.settle();
      return answer.body;
    };

    await advance("Q_ASSISTANT", "DISCOVERY", "planning", { phase_result: { requirements: ["pay by card"] } });
    const planned = await advance("q_assistant", "planning", "handoff_to_coder", { phase_result: { plan: "a form" } });
    expect(planned).toMatchObject({
      next_role: "code_writer",
      handoff_data: { implementation_plan: "a form", requirements: ["pay by card"] },
      state_description: "Q Assistant is handing off to Code Writer",
    });
    await shows(pull, "handoff_to_coder");
    await advance("code_writer", "handoff_to_coder", "implementation", { phase_result: {} });
    await shows(pull, "implementation");
    await advance("code_writer", "implementation", "handoff_to_tester", { head_sha: pull.headSha });
    await shows(pull, "testing");

    const back = await everyRole(`POST /api/workflows/${workflow}/request-retry`, { reason: "the amount is wrong" });
    expect(back).toMatchObject({
      status: 200,
      body: {
        workflow_id: workflow,
        retry_requested: true,
        previous_state: "testing",
        new_state: "implementation",
        reason: "the amount is wrong",
      },
    });
    await relay.settle();
    await shows(pull, "implementation");
    expect(statusComment(pull)).toContain("the amount is wrong");

    await advance("code_writer", "implementation", "handoff_to_tester");
    await shows(pull, "testing");
    await advance("test_auditor", "testing", "handoff_to_verifier", {
      phase_result: { all_tests_passed: true, test_coverage: 91 },
      next_state: "HANDOFF_TO_VERIFIER",
    });
    await advance("verification_overseer", "handoff_to_verifier", "verification");
    await shows(pull, "verification");

    const undone = await operator(`POST /api/workflows/${workflow}/rollback`, {
      target_state: "TESTING",
      reason: "another look",
    });
    expect(undone).toMatchObject({
      status: 200,
      body: {
        rollback_successful: true,
        previous_state: "verification",
        new_state: "testing",
        reason: "another look",
        rolled_back_by: "the desk",
      },
    });
    await relay.settle();
    await shows(pull, "testing");

    await advance("test_auditor", "testing", "handoff_to_verifier");
    await advance("verification_overseer", "handoff_to_verifier", "verification");
    await advance("verification_overseer", "verification", "handoff_to_releaser", {
      phase_result: { approved_for_deployment: true },
    });
    await advance("release_manager", "handoff_to_releaser", "deployment");
    const end = await advance("release_manager", "deployment", "complete", {
      phase_result: { deployment_successful: true, version: "1.2.0" },
    });
    expect(end).toMatchObject({ next_role: null, state_description: "Build is complete and live in production" });
    await shows(pull, "complete");
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "success" });

    const status = await everyRole(`GET /api/workflows/${workflow}/status`);
    expect(status).toMatchObject({
      status: 200,
      body: {
        build_id: "build 7",
        project_id: String(id),
        status: "complete",
        current_state: "complete",
        current_role: "release_manager",
        progress: 1,
        completed_phases: ["discovery", "planning", "implementation", "testing", "verification", "deployment"],
        retries: 1,
        next_expectations: null,
      },
    });
    expect(status.body.handoff_history).toHaveLength(16);
    expect(await verifyChain(relay.db, workflow)).toEqual({ ok: true, length: 17 });
    expect((await pathOf(relay, pull)).slice(-3)).toEqual([
      "verification → handoff_to_releaser",
      "handoff_to_releaser → deployment",
      "deployment → complete",
    ]);
    const [row] = await query<{ user_id: string; given: unknown }>(
      relay.db,
      "select user_id, workflow_metadata -> 'given' as given from build_workflows where id = $1",
      [workflow],
    );
    expect(row).toEqual({ user_id: "planner@example.com", given: { ticket: { key: "PAY-1" } } });
  });

  it("is counted in the statistics of its repository", async () => {
    const project = encodeURIComponent(stage.repository.fullName);
    const { status, body } = await everyRole(`GET /api/workflows/project/${project}/stats?from=2020-01-01T00:00:00Z`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ project_id: String(id), total_workflows: 1, completed: 1, in_progress: 0, failed: 0, success_rate: 1 },
      ...{ most_common_failure_point: "testing", average_handoffs: 16, total_retries: 1 },
      phases: { testing: { attempts: 3, retries: 1 }, deployment: { completed: 1 } },
    });
    expect(body.average_duration).toBeGreaterThan(0);
    expect(body.throughput.map((each: { completed: number }) => each.completed)).toEqual([
      ...Array.from({ length: 105 }, () => 0),
      1,
    ]);
    const before = await everyRole(`GET /api/workflows/project/${project}/stats?to=2020-01-01T00:00:00Z`);
    expect(before.body).toMatchObject({ total_workflows: 0, success_rate: null, average_duration: null });
  });

  async function shows(pull: PullDriver, state: string): Promise<void> {
    await relay.settle();
    expect(pull.labels()).toEqual([`baton: ${state}`]);
  }
});

describe("what the API tells of a workflow", () => {
  it("is the history and the events by pages, each once and in order", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    for (const completed_state of ["discovery", "planning"]) {
      await everyRole(`POST /api/workflows/${workflow}/advance`, { role: "q_assistant", completed_state });
    }
    for (const [what, list] of [
      ["history", "handoffs"],
      ["events", "events"],
    ] as const) {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const after: string = cursor === null ? "" : `&cursor=${cursor}`;
        const { body } = await everyRole(`GET /api/workflows/${workflow}/${what}?limit=1${after}`);
        seen.push(...body[list].map(({ seq }: { seq: number }) => seq));
        cursor = body.next_cursor;
      } while (cursor !== null);
      expect(seen).toEqual(what === "history" ? [1, 2] : [1, 2, 3]);
    }
    const { body } = await everyRole(`GET /api/workflows/${workflow}/history`);
    expect(body).toMatchObject({
      handoff_count: 2,
      handoffs: [
        { from_state: "discovery", data_transferred: { current_phase: "planning" }, by: { login: "an agent" } },
        { to_state: "handoff_to_coder" },
      ],
    });
    const { body: chain } = await everyRole(`GET /api/workflows/${workflow}/events`);
    expect(chain.events[1].prev_hash).toBe(chain.events[0].hash);
    expect(chain.events[0].cause).toMatch(/^api:/);
  });

  it("is who has to do what, the receiver in a handoff", async () => {
    const workflow = await started(stage.openPull());
    const expected = async () => (await everyRole(`GET /api/workflows/${workflow}/status`)).body.next_expectations;
    expect(await expected()).toEqual({
      role: "q_assistant",
      task: expect.stringContaining("requirements"),
      deadline: null,
    });
    await everyRole(`POST /api/workflows/${workflow}/advance`, { role: "q_assistant", completed_state: "discovery" });
    await everyRole(`POST /api/workflows/${workflow}/advance`, { role: "q_assistant", completed_state: "planning" });
    expect(await expected()).toMatchObject({ role: "code_writer" });
    const failed = { role: "q_assistant", completed_state: "handoff_to_coder", next_state: "error", notes: "no plan" };
    await everyRole(`POST /api/workflows/${workflow}/advance`, failed);
    expect(await expected()).toMatchObject({ role: "q_assistant" });
    expect((await everyRole(`GET /api/workflows/${workflow}/status`)).body).toMatchObject({
      current_state: "error",
      error_reason: "no plan",
      progress: expect.closeTo(1 / 6),
    });
    const recover = { role: "q_assistant", completed_state: "error", next_state: "discovery" };
    expect((await everyRole(`POST /api/workflows/${workflow}/advance`, recover)).body.new_state).toBe("discovery");
  });

  it("is why it does not move, and what would move it", async () => {
    const workflow = await started(stage.openPull());
    expect(await everyRole(`GET /api/workflows/${workflow}/explain`)).toMatchObject({
      status: 200,
      body: {
        standing: "waiting",
        current_state: "discovery",
        roles: ["q_assistant"],
        missing: [],
        ways: expect.arrayContaining([
          expect.objectContaining({ action: "advance", leads_to: "planning", missing: [] }),
        ]),
      },
    });
  });

  it("is a list by pages and filters", async () => {
    const other = openRepository(relay);
    await stage.say(other.openPull(), "rita", "/help");
    const { call } = await callerFor(relay, [other.repository.id]);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { body } = await call(`POST /api/workflows/${String(other.repository.id)}/start`, {
        pull_number: other.openPull().number,
      });
      ids.unshift(body.workflow_id);
    }
    await call(`POST /api/workflows/${String(ids[0])}/advance`, { role: "q_assistant", completed_state: "discovery" });
    const first = (await call("GET /api/workflows?limit=2")).body;
    const second = (await call(`GET /api/workflows?limit=2&cursor=${String(first.next_cursor)}`)).body;
    expect([...first.workflows, ...second.workflows].map((each) => each.workflow_id)).toEqual(ids);
    expect(second.next_cursor).toBeNull();
    const found = async (filter: string) => (await call(`GET /api/workflows?${filter}`)).body.workflows.length;
    expect(await found("state=PLANNING")).toBe(1);
    expect(await found("role=q_assistant&status=open")).toBe(3);
    expect(await found("role=code_writer")).toBe(0);
    expect(await found(`project_id=${encodeURIComponent(other.repository.fullName)}&pull_number=2`)).toBe(1);
  });
});

describe("what an agent is told", () => {
  const contextOf = async (workflow: string, role: string) =>
    (await everyRole(`GET /api/workflows/${workflow}/context?role=${role}`)).body;

  /** Makes the call that a text shows for a shell, without a shell. */
  const callShown = async (text: string, token: Caller = everyRole) => {
    const [, path = "", body = ""] =
      /^curl -sS -X POST "\$BATON_URL(\S+)"[^]*?<<'JSON'\n([^]*?)\nJSON$/m.exec(text) ?? [];
    const [, id = ""] = /^- Workflow: `(.+)`$/m.exec(text) ?? [];
    return token(`POST ${path.replace("$WORKFLOW_ID", id)}`, body);
  };

  it("is its prompt and this workflow, under a code that is another one each time", async () => {
    const workflow = await started(stage.openPull());
    const [one, two] = [await contextOf(workflow, "Q_ASSISTANT"), await contextOf(workflow, "q_assistant")];
    expect(one).toMatchObject({
      workflow_id: workflow,
      role: "q_assistant",
      current_state: "discovery",
      standing: "work",
      handoff_data: { current_phase: "discovery", previous_phase_output: null },
    });
    expect(one.system_prompt).toContain("# You are the Q Assistant");
    expect(one.system_prompt).toBe(two.system_prompt);
    const codes = [one, two].map(({ context_message }) => /<untrusted-([0-9a-f]{24}) /.exec(context_message)?.[1]);
    expect(new Set(codes).size).toBe(2);
    expect(one.context_message).toContain("Pay by card\n\nCloses the gap.");
    expect(await contextOf(workflow, "release_manager")).toMatchObject({ standing: "wait" });
  });

  it("is the next call as it can be made, up to the one that hands the work on", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    const steps = [
      ["q_assistant", "planning"],
      ["q_assistant", "handoff_to_coder"],
      ["code_writer", "implementation"],
      ["code_writer", "handoff_to_tester"],
    ] as const;
    for (const [role, to] of steps) {
      const { context_message: text } = await contextOf(workflow, role);
      expect(await callShown(text)).toMatchObject({ status: 200, body: { new_state: to } });
    }
  });

  it("is what was handed on whole, and why the work came back", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    const advance = async (role: string, completed_state: string, phase_result: unknown, notes?: string) =>
      everyRole(`POST /api/workflows/${workflow}/advance`, { role, completed_state, phase_result, notes });
    const plan = Array.from({ length: 3000 }, (_, index) => `${String(index)}. a step of the plan`);
    await advance("q_assistant", "discovery", { requirements: ["R1: pay"] });
    await advance("q_assistant", "planning", { plan }, "Begin with 7.");
    await advance("code_writer", "handoff_to_coder", null);
    const { context_message: text, handoff_data: data } = await contextOf(workflow, "code_writer");
    expect(data.implementation_plan).toEqual(plan);
    expect(text).toContain("- 7. a step of the plan");
    expect(text).toContain("Begin with 7.");
    const [, seq = ""] = /For the whole: `get_handoff` with `seq: (\d+)`/.exec(text) ?? [];
    const { body } = await everyRole(`GET /api/workflows/${workflow}/handoff?seq=${seq}`);
    expect(body.handoff.data_transferred.previous_phase_output).toEqual({ plan });
    const last = (await everyRole(`GET /api/workflows/${workflow}/handoff`)).body.handoff;
    expect(last).toMatchObject({ to_state: "implementation", data_transferred: data });

    await advance("code_writer", "implementation", { code: "src/pay.ts" });
    await relay.settle();
    await everyRole(`POST /api/workflows/${workflow}/request-retry`, { reason: "Two presses charge twice." });
    expect((await contextOf(workflow, "code_writer")).context_message).toMatch(
      /attempt 2[^]*source="setbacks">\n- kind: retry[^]*reason: Two presses charge twice\.\n/,
    );
  });

  it("is what the repository says of the role and of its results, as it was when the relay began", async () => {
    const schema = { type: "object", required: ["plan"] };
    const own = openRepository(relay, "acme", {
      ".github/baton.yml": "handoff-schemas: { planning: .github/plan.json }",
      ".github/plan.json": JSON.stringify(schema),
      ".github/baton/prompts/code_writer.md": "Write Haskell.\n\n{{ limits }}\n",
    });
    const pull = own.openPull();
    await own.say(pull, "maria", "/start");
    own.repository.push("maria", "main", { files: { ".github/baton/prompts/code_writer.md": "Write Ada." } });
    const { call } = await callerFor(relay, [own.repository.id]);
    const { workflow_id: workflow } = (await call("GET /api/workflows")).body.workflows[0];
    const promptOf = async (role: string) =>
      (await call(`GET /api/workflows/${String(workflow)}/context?role=${role}`)).body.system_prompt as string;
    expect(await promptOf("code_writer")).toMatch(/^Write Haskell\.\n\n## Your limits\n[^#]*$/);
    expect(await promptOf("q_assistant")).toContain(
      `must also satisfy the JSON Schema in \`.github/plan.json\`, or it is refused:\n\n\`\`\`json\n${JSON.stringify(schema, null, 2)}`,
    );
  });

  it("is where it is its turn", async () => {
    const other = openRepository(relay);
    await stage.say(other.openPull(), "rita", "/help");
    const own = other.repository.id;
    const [all, coder] = await Promise.all([
      callerFor(relay, [own]),
      callerFor(relay, [own], { roles: ["code_writer"] }),
    ]);
    const pulls = [other.openPull(), other.openPull()];
    const ids = await Promise.all(
      pulls.map(async ({ number }) => {
        const { body } = await all.call(`POST /api/workflows/${String(own)}/start`, { pull_number: number });
        return body.workflow_id as string;
      }),
    );
    const work = async (caller: Caller, query = "") => (await caller(`GET /api/work${query}`)).body;
    expect(await work(coder.call)).toEqual({ work: [], next_cursor: null });
    const first = await work(all.call, "?limit=1");
    const second = await work(all.call, `?limit=1&cursor=${String(first.next_cursor)}`);
    expect([...first.work, ...second.work]).toEqual(
      expect.arrayContaining(
        ids.map((workflow_id) =>
          expect.objectContaining({ workflow_id, role: "q_assistant", standing: "work", deadline: null }),
        ),
      ),
    );
    expect(second.next_cursor).toBeNull();

    const [pull] = pulls as [PullDriver, PullDriver];
    await stage.say(pull, "maria", "/advance\n/advance");
    expect((await work(coder.call)).work).toMatchObject([{ workflow_id: ids[0], standing: "accept" }]);
    await stage.say(pull, "maria", "/hold");
    expect((await work(coder.call)).work).toEqual([]);
    await stage.say(pull, "maria", "/unhold\n/accept\n/fail No access.");
    expect((await work(coder.call)).work).toMatchObject([{ workflow_id: ids[0], standing: "recover" }]);
  });
});

describe("a hundred who advance the same state at once", () => {
  it("are one who did and ninety-nine who are told where the workflow is", async () => {
    const pull = stage.openPull();
    const workflow = await started(pull);
    const given = { role: "q_assistant", completed_state: "discovery", phase_result: { requirements: "all" } };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => everyRole(`POST /api/workflows/${workflow}/advance`, given)),
    );
    const refused = answers.filter(({ status }) => status === 409);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(refused).toHaveLength(99);
    for (const { body } of refused)
      expect(body).toMatchObject({ type: "/problems/stale-state", current_state: "planning" });
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
  });
});
