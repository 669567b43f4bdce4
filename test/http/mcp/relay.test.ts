import { afterAll, beforeAll, it } from "vitest";
import { roles, type Role } from "../../../src/workflow/roles.ts";
import { playWholeRelay, type Cast, type Player } from "../../support/agents-story.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository, type Stage } from "../../support/stage.ts";
import { agentFor, type Agent } from "./connect.ts";

let relay: Relay;
let stage: Stage;
let agents: readonly (readonly [Role | "operator", Agent])[];

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
  await stage.say(stage.openPull(), "rita", "/help");
  const { id } = stage.repository;
  const each = roles.map(
    async (role) => [role, await agentFor(relay, id, { roles: [role], label: `the ${role}` })] as const,
  );
  const operator = await agentFor(relay, id, { roles: [], isOperator: true, label: "the desk" });
  agents = [...(await Promise.all(each)), ["operator", operator]];
});
afterAll(async () => {
  await Promise.all(agents.map(([, { client }]) => client.close()));
  await relay.close();
});

it("five agents with five tokens play a whole relay over MCP, with a retry and a rollback, as their prompts tell them", async () => {
  const cast = Object.fromEntries(agents.map(([name, agent]) => [name, overMcp(agent)])) as unknown as Cast;
  await playWholeRelay(relay, stage, cast);
}, 90_000);

function overMcp({ call }: Agent): Player {
  return {
    start: (project_id, given) => call("start_workflow", { project_id, ...given }),
    work: () => call("list_my_work"),
    context: (workflow_id, role) => call("get_context", { workflow_id, role }),
    accept: (workflow_id, given) => call("accept_handoff", { workflow_id, ...given }),
    complete: (workflow_id, given) => call("advance_workflow", { workflow_id, ...given }),
    retry: (workflow_id, reason) => call("request_retry", { workflow_id, reason }),
    rollback: (workflow_id, target_state, reason) => call("rollback_workflow", { workflow_id, target_state, reason }),
    status: (workflow_id) => call("get_workflow_status", { workflow_id }),
    history: (workflow_id) => call("get_workflow_history", { workflow_id, limit: 50 }),
  };
}
