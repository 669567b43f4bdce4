import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerFor } from "../../support/api-caller.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { bring, openRepository, stateOf, workflowOf, type Stage } from "../../support/stage.ts";
import { agentFor, type Agent } from "./connect.ts";

let relay: Relay;
let stage: Stage;
let agent: Agent;
let coder: Agent;

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
  await stage.say(stage.openPull(), "rita", "/help");
  agent = await agentFor(relay, stage.repository.id);
  coder = await agentFor(relay, stage.repository.id, { roles: ["code_writer"] });
});
afterAll(async () => {
  await agent.client.close();
  await coder.client.close();
  await relay.close();
});

async function workflowIn(state: Parameters<typeof bring>[2]) {
  const pull = stage.openPull();
  await bring(relay, pull, state);
  return { pull, id: (await workflowOf(relay, pull)).id };
}

describe("the tools", () => {
  it("are told with what they take and what they answer", async () => {
    const { tools } = await agent.client.listTools();
    const told = tools.map(({ name, inputSchema, annotations }) => {
      const required = inputSchema.required ?? [];
      const given = Object.keys(inputSchema.properties ?? {}).map(
        (key) => `${key}${required.includes(key) ? "" : "?"}`,
      );
      return `${name}(${given.join(", ")})${annotations?.readOnlyHint === true ? " reads" : ""}`;
    });
    expect(told.join("\n")).toMatchInlineSnapshot(`
      "list_my_work(limit?, cursor?) reads
      get_context(workflow_id, role) reads
      start_workflow(project_id, pull_number?, branch?, issue_number?, base?, title?, requirements?, build_id?, user_id?, metadata?, idempotency_key?)
      accept_handoff(workflow_id, role, completed_state, notes?, idempotency_key?)
      advance_workflow(workflow_id, role, completed_state, phase_result?, next_state?, head_sha?, fence?, notes?, idempotency_key?)
      heartbeat(workflow_id, role, fence?)
      request_retry(workflow_id, reason, fence?, phase?, idempotency_key?)
      rollback_workflow(workflow_id, target_state, reason, idempotency_key?)
      get_workflow_status(workflow_id) reads
      get_workflow_history(workflow_id, limit?, cursor?) reads
      get_handoff(workflow_id, seq?) reads
      explain(workflow_id) reads
      get_project_stats(project_id, from?, to?) reads
      get_owner_stats(owner, from?, to?) reads"
    `);
    for (const { outputSchema, description } of tools) {
      expect(outputSchema).toMatchObject({ type: "object" });
      expect(description?.length).toBeGreaterThan(30);
    }
    expect(JSON.stringify(tools)).not.toContain("$ref");
  });

  it("tell of each phase's result in the words of its schema", async () => {
    const { tools } = await agent.client.listTools();
    const advance = tools.find(({ name }) => name === "advance_workflow");
    expect(JSON.stringify(advance)).toContain("testing: all_tests_passed, test_coverage, test_results, notes");
  });

  it("start a workflow with a branch, and say what is missing for it", async () => {
    stage.repository.push("chen", "from-mcp");
    const project_id = stage.repository.fullName;
    const { pull_number } = await agent.call("start_workflow", {
      project_id,
      branch: "from-mcp",
      title: "By an agent",
    });
    expect(stage.repository.pull(pull_number as number)).toMatchObject({ title: "By an agent", isDraft: true });
    const refusal = await agent.refusal("start_workflow", { project_id, branch: "nowhere" });
    expect(refusal).toContain("There is no branch “nowhere” in this repository. Push it first.");
    expect(refusal).toContain('{"kind":"branch","name":"nowhere"}');
  });

  it("carry out a call with the same key once", async () => {
    const { id, pull } = await workflowIn("planning");
    const given = { workflow_id: id, role: "Q_ASSISTANT", completed_state: "PLANNING", idempotency_key: "once" };
    const first = await agent.call("advance_workflow", given);
    expect(await agent.call("advance_workflow", given)).toEqual(first);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    expect(await agent.refusal("advance_workflow", { ...given, notes: "more" })).toContain("/problems/key-reused");
    expect(await agent.refusal("advance_workflow", { ...given, idempotency_key: "ä\n" })).toContain("/idempotency-key");
  });

  it("hand over one handoff whole, the last unless another is named", async () => {
    const { id } = await workflowIn("implementation");
    const last = await agent.call("get_handoff", { workflow_id: id });
    expect(last.handoff).toMatchObject({
      to_state: "implementation",
      data_transferred: { current_phase: "implementation" },
    });
    const first = await agent.call("get_handoff", { workflow_id: id, seq: 1 });
    expect(first.handoff).toMatchObject({ seq: 1, from_state: "discovery", to_state: "planning" });
    expect(await agent.refusal("get_handoff", { workflow_id: id, seq: 99 })).toContain("There is no such handoff");
  });

  it("list only work of the token's roles that can be done now", async () => {
    const { id, pull } = await workflowIn("handoff_to_coder");
    const mine = async () => (await coder.call("list_my_work", { limit: 100 })).work as { workflow_id: string }[];
    expect(await mine()).toContainEqual(
      expect.objectContaining({
        workflow_id: id,
        role: "code_writer",
        standing: "accept",
        current_state: "handoff_to_coder",
      }),
    );
    await stage.say(pull, "maria", "/hold");
    expect((await mine()).map(({ workflow_id }) => workflow_id)).not.toContain(id);
    await stage.say(pull, "maria", "/unhold\n/accept\n/fail No access.");
    expect(await mine()).toContainEqual(expect.objectContaining({ workflow_id: id, standing: "recover" }));
  });
});

describe("what stands still", () => {
  it("is explained, and what went before is counted", async () => {
    const { id, pull } = await workflowIn("verification");
    await stage.say(pull, "maria", "/hold A freeze.");
    const explanation = await agent.call("explain", { workflow_id: id });
    expect(explanation).toMatchObject({ standing: "held" });
    const stats = await agent.call("get_project_stats", { project_id: stage.repository.fullName });
    expect(stats.total_workflows).toBeGreaterThan(0);
    expect(await agent.refusal("get_project_stats", { project_id: "nobody/nothing" })).toContain("/problems/not-found");
    const [owner] = stage.repository.fullName.split("/");
    const { project_ids, owner: login, ...both } = await agent.call("get_owner_stats", { owner });
    expect({ login, project_ids }).toEqual({ login: owner, project_ids: [String(stage.repository.id)] });
    expect({ project_id: String(stage.repository.id), ...both }).toEqual(stats);
    const window = { owner, from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" };
    expect(await agent.refusal("get_owner_stats", window)).toContain("query/to: must be later than from");
  });
});

describe("a refusal", () => {
  it("says why, what is missing, and which tool would be taken instead", async () => {
    const { id } = await workflowIn("planning");
    const wrongRole = await coder.refusal("advance_workflow", {
      workflow_id: id,
      role: "code_writer",
      completed_state: "planning",
    });
    expect(wrongRole).toContain(
      "The token lacks the role (/problems/wrong-role). Only q_assistant may do this in planning.",
    );
    expect(wrongRole).toContain("- advance_workflow → handoff_to_coder: q_assistant");
    expect(wrongRole).toContain("- rollback_workflow: a token with the scope operator");
    expect(wrongRole).toContain("- hold, on the pull request");
    const stale = await agent.refusal("accept_handoff", {
      workflow_id: id,
      role: "code_writer",
      completed_state: "handoff_to_coder",
    });
    expect(stale).toContain("/problems/stale-state");
    expect(stale).toContain("The workflow is in planning.");
    const result = await agent.refusal("advance_workflow", {
      workflow_id: id,
      role: "q_assistant",
      completed_state: "planning",
      phase_result: { plan: 7 },
    });
    expect(result).toContain('{"kind":"result","pointer":"/phase_result/plan"');
  });

  it("is an answer also where the arguments are nonsense", async () => {
    const { id } = await workflowIn("planning");
    expect(await agent.refusal("advance_workflow")).toContain("/problems/not-found");
    expect(await agent.refusal("get_workflow_status", { workflow_id: "../../openapi.json" })).toContain(
      "/problems/not-found",
    );
    for (const odd of ["..", ".", "", 7, null, { a: 1 }, "%2e%2e"]) {
      expect(await agent.refusal("get_workflow_status", { workflow_id: odd })).toContain("/problems/not-found");
    }
    expect(await agent.refusal("get_workflow_status", { workflow_id: id, more: 1 })).toContain(
      "takes no more. It takes workflow_id.",
    );
    expect(await agent.refusal("accept_handoff", { workflow_id: id, phase_result: {} })).toContain(
      "takes no phase_result",
    );
    expect(await agent.refusal("request_retry", { workflow_id: id, reason: 7 })).toContain("body/reason");
    expect(await agent.refusal("get_workflow_history", { workflow_id: id, limit: 0 })).toContain("query/limit");
    expect(await agent.refusal("list_my_work", { cursor: "x" })).toContain("The cursor is none that Baton gave");
    await expect(agent.client.callTool({ name: "drop_tables" })).rejects.toThrow(/There is no tool “drop_tables”/);
  });

  it("of another repository's workflow gives nothing away", async () => {
    const other = openRepository(relay);
    await other.say(other.openPull(), "rita", "/help");
    const stranger = await agentFor(relay, other.repository.id);
    const { id } = await workflowIn("planning");
    for (const tool of ["get_workflow_status", "get_handoff", "get_workflow_history"]) {
      expect(await stranger.refusal(tool, { workflow_id: id })).toContain("/problems/not-found");
    }
    expect(await stranger.refusal("get_context", { workflow_id: id, role: "q_assistant" })).toContain(
      "/problems/not-found",
    );
    expect(await stranger.call("list_my_work")).toEqual({ work: [], next_cursor: null });
    expect(await stranger.client.listResources()).toEqual({ resources: [] });
    await expect(stranger.client.readResource({ uri: `baton://workflows/${id}` })).rejects.toThrow(/no such workflow/);
    await stranger.client.close();
  });
});

describe("the prompts", () => {
  it("are one for each role, whole without a workflow", async () => {
    const { prompts } = await agent.client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual([
      "q_assistant",
      "code_writer",
      "test_auditor",
      "verification_overseer",
      "release_manager",
    ]);
    const { messages } = await agent.client.getPrompt({ name: "test_auditor" });
    const snapshot = await readFile(new URL("../../prompts/snapshots/test_auditor.txt", import.meta.url), "utf8");
    expect(messages).toEqual([{ role: "user", content: { type: "text", text: snapshot } }]);
  });

  it("come with the context of a workflow", async () => {
    const { id } = await workflowIn("handoff_to_coder");
    const { messages } = await agent.client.getPrompt({ name: "code_writer", arguments: { workflow_id: id } });
    const [prompt, context] = messages.map(({ content }) => (content.type === "text" ? content.text : ""));
    expect(prompt).toContain("# You are the Code Writer");
    expect(context).toContain("# Code Writer: the baton comes to you");
    expect(context).toContain(`- Workflow: \`${id}\``);
    expect(context).toMatch(/<untrusted-[0-9a-f]{24} source="requirements">/);
  });

  it("that are not there, or of no workflow, are refused", async () => {
    await expect(agent.client.getPrompt({ name: "the_boss" })).rejects.toThrow(/There are: q_assistant, code_writer/);
    const arguments_ = { workflow_id: "0195500e-0000-7000-8000-000000000001" };
    await expect(agent.client.getPrompt({ name: "code_writer", arguments: arguments_ })).rejects.toThrow(
      /no such workflow/,
    );
  });
});

describe("the resources", () => {
  it("are the open workflows", async () => {
    const { id, pull } = await workflowIn("discovery");
    const { resources } = await agent.client.listResources();
    expect(resources).toContainEqual({
      uri: `baton://workflows/${id}`,
      name: id,
      title: `Pull request ${String(pull.number)}: discovery`,
      mimeType: "application/json",
    });
    const { contents } = await agent.client.readResource({ uri: `baton://workflows/${id}` });
    expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({
      workflow_id: id,
      current_state: "discovery",
    });
    const { resourceTemplates } = await agent.client.listResourceTemplates();
    expect(resourceTemplates).toMatchObject([{ uriTemplate: "baton://workflows/{workflow_id}" }]);
  });

  it("are refused where there is none", async () => {
    for (const uri of ["baton://workflows/", "baton://workflows/a/b", "https://example.com/"]) {
      await expect(agent.client.readResource({ uri })).rejects.toThrow(/There is no resource/);
    }
    await expect(agent.client.listResources({ cursor: "x" })).rejects.toThrow(/The cursor is none that Baton gave/);
  });
});

describe("the way in", () => {
  it("lets in nobody without a token, keeps no sessions, and takes nothing that is too large", async () => {
    const url = `http://127.0.0.1:${String(relay.baton().port)}/mcp`;
    const { token } = await callerFor(relay, [stage.repository.id], {});
    const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
    const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" });
    const post = (authorization: string, body = ping) =>
      fetch(url, { method: "POST", headers: { ...headers, authorization }, body });
    const refused = await post("Bearer baton_nothing");
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain("Bearer");
    const taken = await post(`Bearer ${token}`);
    expect([taken.status, taken.headers.get("mcp-session-id"), await taken.json()]).toEqual([
      200,
      null,
      { jsonrpc: "2.0", id: 1, result: {} },
    ]);
    expect((await post(`Bearer ${token}`, "{")).status).toBe(400);
    expect((await post(`Bearer ${token}`, `"${"x".repeat(3 * 1024 * 1024)}"`)).status).toBe(413);
    for (const method of ["GET", "DELETE"]) {
      const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    }
  });
});
