import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectToBaton, type Baton } from "../../examples/agent/baton.ts";
import { playRound } from "../../examples/agent/play.ts";
import type { Agent } from "../../examples/agent/take-turn.ts";
import { noWorkplace } from "../../examples/agent/workplace/workplace.ts";
import { startScriptedModel, type Asked, type Reply, type ScriptedModel } from "../../sandbox/model/scripted-model.ts";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import type { Role } from "../../src/workflow/roles.ts";
import { callerFor } from "../support/api-caller.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, handoffsOf, openRepository, stateOf, workflowOf, type OnTheWay, type Stage } from "../support/stage.ts";

let relay: Relay;
let model: ScriptedModel;
/** What the model says next; each test has its own. */
let replies: (Reply | (() => Promise<Reply>))[];
let asked: Asked[];
let said: string[];
let waited: number[];
const batons: Baton[] = [];

beforeAll(async () => {
  relay = await startRelay();
  model = await startScriptedModel(async (question) => {
    asked.push(question);
    const next = replies.shift() ?? { status: 400 };
    return typeof next === "function" ? next() : next;
  });
});
beforeEach(() => {
  [replies, asked, said, waited] = [[], [], [], []];
});
afterAll(async () => {
  await Promise.all(batons.map((baton) => baton.close()));
  await model.close();
  await relay.close();
});

/** A relay in a state, in a repository of its own, and an agent that plays one role there. */
async function agentAt(state: OnTheWay, role: Role, limits = { steps: 20, tokens: 100_000 }) {
  const stage: Stage = openRepository(relay);
  const pull = stage.openPull();
  await bring(relay, pull, state);
  const { token } = await callerFor(relay, [stage.repository.id], { roles: [role], label: "the agent" });
  const baton = await connectToBaton(`http://127.0.0.1:${String(relay.baton().port)}`, token);
  batons.push(baton);
  const agent: Agent = {
    baton,
    client: new OpenAI({ apiKey: "any", baseURL: model.url, maxRetries: 0 }),
    model: "a model",
    limits,
    workplace: noWorkplace,
    say: (_turn, what) => said.push(what),
    wait: async (ms) => waited.push(ms),
  };
  return { agent, stage, pull, id: (await workflowOf(relay, pull)).id };
}

/** Another one for the same role, with a token of its own. */
async function anotherAgent(agent: Agent, { repository }: Stage): Promise<Agent> {
  const { token } = await callerFor(relay, [repository.id], { roles: ["q_assistant"], label: "the other agent" });
  const baton = await connectToBaton(`http://127.0.0.1:${String(relay.baton().port)}`, token);
  batons.push(baton);
  return { ...agent, baton };
}

/** What a tool answered last. */
function lastAnswer(): string {
  return asked.at(-1)?.messages.at(-1)?.content ?? "";
}

async function lastHandoff(pull: PullDriver) {
  return (await handoffsOf(relay, pull)).at(-1);
}

describe("the reference agent", () => {
  it("finds its work, accepts, gives the model prompt and context, and hands on the result for the head", async () => {
    const { agent, pull, id } = await agentAt("handoff_to_coder", "code_writer");
    replies = [
      { call: "advance_workflow", with: { phase_result: { code: "src/pay.ts" }, notes: "Look at rounding." } },
    ];
    expect(await playRound(agent, new Set())).toBe(1);
    expect(await lastHandoff(pull)).toMatchObject({
      from_state: "implementation",
      notes: "Look at rounding.",
      head_sha: pull.headSha,
      actor: { login: "the agent" },
      data_transferred: { code: "src/pay.ts" },
    });
    const [system, user] = asked[0]?.messages ?? [];
    expect(system?.content).toContain("# You are the Code Writer");
    expect(system?.content).toContain("You have no checkout of the repository.");
    expect(user?.content).toContain(`- Workflow: \`${id}\``);
    expect(said).toEqual([
      "accepts the baton: implementation",
      "reads its prompt and the context of implementation",
      "calls advance_workflow",
      "is done: implementation → handoff_to_tester",
    ]);
    expect(await playRound(agent, new Set())).toBe(0);
  });

  it("offers the model only what belongs to the turn, with its own workflow and role filled in", async () => {
    const { agent, id } = await agentAt("planning", "q_assistant");
    replies = [{ call: "advance_workflow", with: {} }];
    await playRound(agent, new Set());
    const tools = asked[0]?.tools.map((tool) => tool.function) ?? [];
    expect(tools.map(({ name }) => name)).toEqual([
      "advance_workflow",
      "request_retry",
      "get_workflow_status",
      "get_workflow_history",
      "get_handoff",
      "explain",
      "wait",
    ]);
    const given = tools[0]?.parameters["properties"] as Readonly<Record<string, unknown>>;
    expect(given).toMatchObject({ workflow_id: { enum: [id] }, role: { enum: ["q_assistant"] } });
    expect(given).not.toHaveProperty("idempotency_key");
  });

  it("holds the model's calls to the turn, and tells it what was wrong with them", async () => {
    const { agent, pull } = await agentAt("planning", "q_assistant");
    const other = "0195500e-0000-7000-8000-000000000001";
    const answers: string[] = [];
    const then = (reply: Reply) => async () => {
      answers.push(lastAnswer());
      return reply;
    };
    replies = [
      { call: "advance_workflow", with: { workflow_id: other } },
      then({ call: "advance_workflow", with: { role: "release_manager" } }),
      then({ call: "rollback_workflow", with: { target_state: "discovery" } }),
      then({ call: "advance_workflow", with: "{not json" }),
      then({ call: "advance_workflow", with: { phase_result: { plan: 7 } } }),
      then({ text: "I have finished." }),
      then({ call: "wait", with: { seconds: 9_999 } }),
      then({ call: "wait", with: { seconds: 30 } }),
      then({ call: "advance_workflow", with: { role: "Q_ASSISTANT", phase_result: { plan: "a form" } } }),
    ];
    expect(await playRound(agent, new Set())).toBe(1);
    expect(answers).toEqual([
      expect.stringContaining("This turn is about workflow_id"),
      expect.stringContaining("This turn is about role q_assistant"),
      expect.stringContaining("There is no tool rollback_workflow. There are: advance_workflow"),
      "The arguments are no JSON object. Nothing was done.",
      expect.stringContaining('"pointer":"/phase_result/plan"'),
      expect.stringContaining("Nobody reads this."),
      "seconds must be a number from 1 to 300.",
      "The time has passed.",
    ]);
    expect(waited).toEqual([30_000]);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("sends work back with the model's reason", async () => {
    const { agent, pull } = await agentAt("handoff_to_tester", "test_auditor");
    replies = [{ call: "request_retry", with: { reason: "Two presses charge twice." } }];
    expect(await playRound(agent, new Set())).toBe(1);
    expect(await lastHandoff(pull)).toMatchObject({ kind: "retry", to_state: "implementation" });
    expect(said.at(-1)).toBe("is done: testing → implementation");
  });

  it.each([
    ["steps", { steps: 2, tokens: 100_000 }, "it took more than 2 steps"],
    ["tokens", { steps: 20, tokens: 150 }, "it took more than 150 tokens"],
  ])("gives up with the reason where the model takes too many %s", async (_, limits, why) => {
    const { agent, pull } = await agentAt("planning", "q_assistant", limits);
    replies = Array.from({ length: 20 }, () => ({ call: "explain", with: {} }));
    expect(await playRound(agent, new Set())).toBe(0);
    const { current_state: state, error_reason: reason } = await workflowOf(relay, pull);
    expect([state, reason]).toEqual(["error", expect.stringContaining(`The agent gave up: ${why}.`)]);
    expect(asked).toHaveLength(2);
    // What failed is for people to take up.
    expect(await playRound(agent, new Set())).toBe(0);
  });

  it("stops where somebody moved the relay meanwhile, and leaves what it found as it is", async () => {
    const { agent, stage, pull } = await agentAt("planning", "q_assistant");
    replies = [
      async () => {
        await stage.say(pull, "maria", "/rollback discovery");
        return { call: "advance_workflow", with: { phase_result: { plan: "late" } } };
      },
    ];
    expect(await playRound(agent, new Set())).toBe(0);
    expect(said.at(-1)).toMatch(/^stops: The workflow is in another state/);
    expect(await stateOf(relay, pull)).toBe("discovery");
  });

  it("has its phase to itself while it works", async () => {
    const { agent, stage, pull } = await agentAt("planning", "q_assistant");
    const other = await anotherAgent(agent, stage);
    replies = [
      async () => {
        expect(await playRound(other, new Set())).toBe(0);
        return { call: "advance_workflow", with: { phase_result: { plan: "a form" } } };
      },
    ];
    expect(await playRound(agent, new Set())).toBe(1);
    expect(asked).toHaveLength(1);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("hands on nothing once its lease has run out and another has the phase", async () => {
    const { agent, stage, pull, id } = await agentAt("planning", "q_assistant");
    const other = await anotherAgent(agent, stage);
    replies = [
      async () => {
        // What Baton has to do after the agent's call comes before what time brings.
        await relay.settle();
        await relay.pass(31 * 60_000);
        const { ok } = await other.baton.call("heartbeat", { workflow_id: id, role: "q_assistant" });
        expect(ok).toBe(true);
        return { call: "advance_workflow", with: { phase_result: { plan: "late" } } };
      },
    ];
    expect(await playRound(agent, new Set())).toBe(0);
    expect(said.at(-1)).toMatch(/^stops: .*\(\/problems\/claim/);
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("stops where the relay is on hold, and looks again once something has happened", async () => {
    const { agent, stage, pull } = await agentAt("planning", "q_assistant");
    const left = new Set<string>();
    replies = [
      async () => {
        await stage.say(pull, "maria", "/hold A freeze.");
        return { call: "advance_workflow", with: {} };
      },
      { call: "advance_workflow", with: {} },
    ];
    expect(await playRound(agent, left)).toBe(0);
    expect(await playRound(agent, left)).toBe(0);
    expect(asked).toHaveLength(1);
    await stage.say(pull, "maria", "/unhold");
    expect(await playRound(agent, left)).toBe(1);
  });

  it("leaves the baton where it is while the model's endpoint is away", async () => {
    const { agent, pull } = await agentAt("planning", "q_assistant");
    replies = [{ status: 500 }];
    await expect(playRound(agent, new Set())).rejects.toThrow("500");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("does not start with a token that Baton does not take", async () => {
    const url = `http://127.0.0.1:${String(relay.baton().port)}`;
    await expect(connectToBaton(url, "baton_nothing")).rejects.toThrow(/unauthenticated|401/);
  });
});
