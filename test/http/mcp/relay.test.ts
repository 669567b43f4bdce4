import { afterAll, beforeAll, expect, it } from "vitest";
import type { PullDriver } from "../../../sandbox/sandbox.ts";
import { verifyChain } from "../../../src/store/verify-chain.ts";
import { roles, type Role } from "../../../src/workflow/roles.ts";
import { jsonBlocks } from "../../prompts/blocks.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository, pathOf, statusComment, type Stage } from "../../support/stage.ts";
import { agentFor, type Agent } from "./connect.ts";

let relay: Relay;
let stage: Stage;
let agents: Readonly<Record<Role | "operator", Agent>>;

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
  await stage.say(stage.openPull(), "rita", "/help");
  const { id } = stage.repository;
  const each = await Promise.all(
    roles.map(async (role) => [role, await agentFor(relay, id, { roles: [role], label: `the ${role}` })] as const),
  );
  const operator = await agentFor(relay, id, { roles: [], isOperator: true, label: "the desk" });
  agents = { ...(Object.fromEntries(each) as Record<Role, Agent>), operator };
});
afterAll(async () => {
  await Promise.all(Object.values(agents).map(({ client }) => client.close()));
  await relay.close();
});

/** What the pull request shows once Baton is done with it. */
async function shown(pull: PullDriver, state: string): Promise<string> {
  await relay.settle();
  expect(pull.labels()).toContain(`baton: ${state}`);
  return statusComment(pull);
}

it("five agents with five tokens play a whole relay, with a retry and a rollback, as their prompts tell them", async () => {
  const pull = stage.openPull();
  const { workflow_id: id } = await agents.q_assistant.call("start_workflow", {
    project_id: stage.repository.fullName,
    pull_number: pull.number,
    requirements: "Customers pay by card.",
  });
  await shown(pull, "discovery");

  /** Takes the turn as an agent does: finds it in its work, reads the context, and makes the call that stands there. */
  const play = async (role: Role, to: string, result?: Record<string, unknown>): Promise<string> => {
    const { work } = await agents[role].call("list_my_work");
    expect(work).toMatchObject([{ workflow_id: id, role, standing: result === undefined ? "accept" : "work" }]);
    const context = await agents[role].call("get_context", { workflow_id: id, role });
    const [next] = jsonBlocks(context.context_message as string);
    const given = result === undefined ? next : { ...next, phase_result: result };
    const tool = result === undefined ? "accept_handoff" : "advance_workflow";
    const answer = await agents[role].call(tool, given);
    expect(answer).toMatchObject({ workflow_id: id, new_state: to, is_complete: to === "complete" });
    await shown(pull, to === "handoff_to_tester" ? "testing" : to);
    return context.context_message as string;
  };

  await play("q_assistant", "planning", { requirements: ["R1: a card is charged once"] });
  const planning = await play("q_assistant", "handoff_to_coder", { plan: ["1. pay()"] });
  expect(planning).toContain('requirements:\n  - "R1: a card is charged once"');
  expect(await play("code_writer", "implementation")).toContain("1. pay()");
  await play("code_writer", "handoff_to_tester", { code: "src/pay.ts" });

  const retry = await agents.test_auditor.call("request_retry", {
    workflow_id: id,
    reason: "Two presses charge twice.",
  });
  expect(retry).toMatchObject({ previous_state: "testing", new_state: "implementation" });
  expect(await shown(pull, "implementation")).toContain("Two presses charge twice.");
  const mending = await play("code_writer", "handoff_to_tester", { code: "src/pay.ts, once" });
  expect(mending).toContain("attempt 2");
  expect(mending).toContain("reason: Two presses charge twice.");

  await play("test_auditor", "handoff_to_verifier", { all_tests_passed: true, test_coverage: 91 });
  await play("verification_overseer", "verification");
  const back = await agents.operator.call("rollback_workflow", {
    workflow_id: id,
    target_state: "planning",
    reason: "The plan misses refunds.",
  });
  expect(back).toMatchObject({ previous_state: "verification", new_state: "planning", rolled_back_by: "the desk" });
  expect(await shown(pull, "planning")).toContain("The plan misses refunds.");

  expect(await play("q_assistant", "handoff_to_coder", { plan: ["1. pay()", "2. refund()"] })).toContain(
    "The plan misses refunds.",
  );
  await play("code_writer", "implementation");
  await play("code_writer", "handoff_to_tester", { code: "src/pay.ts, src/refund.ts" });
  await play("test_auditor", "handoff_to_verifier", { all_tests_passed: true, test_coverage: 92 });
  await play("verification_overseer", "verification");
  await play("verification_overseer", "handoff_to_releaser", { approved_for_deployment: true });
  await play("release_manager", "deployment");
  await play("release_manager", "complete", { deployment_successful: true, version: "2.4.0" });

  for (const role of roles) expect(await agents[role].call("list_my_work")).toEqual({ work: [], next_cursor: null });
  const status = await agents.operator.call("get_workflow_status", { workflow_id: id });
  expect(status).toMatchObject({ status: "complete", progress: 1, retries: 1, next_expectations: null });
  const history = await agents.operator.call("get_workflow_history", { workflow_id: id, limit: 50 });
  expect(history.handoffs).toHaveLength(history.handoff_count as number);
  expect(await pathOf(relay, pull)).toHaveLength(history.handoff_count as number);
  expect(await verifyChain(relay.db, id as string)).toMatchObject({ ok: true });
}, 90_000);
