import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grantsAny } from "../../sandbox/access/grants.ts";
import { needsOfEvent } from "../../sandbox/webhooks/event-needs.ts";
import { query } from "../../src/store/database.ts";
import { batonApp } from "../support/baton-app.ts";
import { writtenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, rolesOf, stateOf, statusComment, type Stage } from "../support/stage.ts";

/** Has Baton ask GitHub for all that rules can have it ask for. */
const everyCall = `
roles:
  code_writer: { call: { actions-workflow: coder.yml } }
  verification_overseer: { teams: [acme/reviewers], call: { request-review: true } }
deployment: { environment: production, complete-on: deployment }
`;

/** The Actions workflow that the documentation shows. */
const [, callable = ""] = /```yaml\n(name: [^]*?)```/.exec(await readFile("docs/calling-roles.md", "utf8")) ?? [];

/** The main job, end to end: signed webhooks in, the pull request changed, the rows in Postgres. */
describe("a relay on a pull request", () => {
  let relay: Relay;
  let stage: Stage;
  const written = writtenLog("trace");
  beforeAll(async () => {
    // With the queues for GitHub's rate limits, as shipped; elsewhere they would only cost time.
    relay = await startRelay({ environment: { writeSpacingMs: 1 }, log: written.log });
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("runs from discovery to complete, with one retry by a failing check", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start Customers pay by card");
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(pull.labels()).toEqual(["baton: discovery"]);
    expect(statusComment(pull)).toContain("Q Assistant");

    await stage.say(pull, "maria", '/advance\n\n```json\n{"requirements": ["pay by card"]}\n```');
    await stage.say(pull, "maria", '/advance\n\n```json\n{"plan": "a form"}\n```');
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    await stage.say(pull, "chen", "/accept");
    await stage.say(pull, "chen", '/advance\n\n```json\n{"code": "src/pay.ts"}\n```');
    expect(await stateOf(relay, pull)).toBe("testing");

    stage.check(pull, "build", "failure", "2 tests failed");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(statusComment(pull)).toContain("build");

    pull.push("chen");
    stage.check(pull, "build", "success");
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("testing");
    await relay.pass(20_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");

    await stage.say(pull, "omar", "/accept");
    await stage.say(pull, "omar", '/advance\n\n```json\n{"approved_for_deployment": true}\n```');
    await stage.say(pull, "omar", "/accept");
    await stage.say(pull, "omar", '/advance\n\n```json\n{"deployment_successful": true, "version": "1.2.0"}\n```');
    expect(await stateOf(relay, pull)).toBe("complete");
    expect(pull.labels()).toEqual(["baton: complete"]);
    expect(pull.checkRuns("Baton").at(-1)).toMatchObject({ status: "completed", conclusion: "success" });

    expect(await rolesOf(relay, pull)).toEqual([
      "q_assistant → q_assistant",
      "q_assistant → code_writer",
      "q_assistant → code_writer",
      "code_writer → test_auditor",
      "code_writer → test_auditor",
      "test_auditor → code_writer",
      "code_writer → test_auditor",
      "code_writer → test_auditor",
      "test_auditor → verification_overseer",
      "test_auditor → verification_overseer",
      "verification_overseer → release_manager",
      "verification_overseer → release_manager",
      "release_manager → release_manager",
    ]);
  });

  it("leaves no secret, and nothing of what people wrote, in a log that says everything else", () => {
    expect(written.text()).toContain(stage.repository.fullName);
    const { privateKey, webhookSecret } = relay.environment;
    const secrets = [webhookSecret, privateKey.split("\n")[1] ?? "", "ghs_", "Bearer", "sha256="];
    const texts = ["pay by card", "a form", "src/pay.ts", "2 tests failed", "approved_for_deployment"];
    for (const each of [...secrets, ...texts]) expect(written.text()).not.toContain(each);
  });

  it("shows one status comment, however often it changes", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await stage.say(pull, "maria", "/advance");
    await stage.say(pull, "maria", "/advance");
    const own = pull.comments().filter(({ user, body }) => user === "baton[bot]" && body.includes("baton:status"));
    expect(own).toHaveLength(1);
  });

  it("reacts to each command with how it came out, and replies only to a refusal", async () => {
    const pull = stage.openPull();
    const start = await stage.say(pull, "chen", "/start");
    const held = await stage.say(pull, "chen", "/hold waiting for the design");
    const refused = await stage.say(pull, "chen", "/advance");
    const reactions = (id: number) =>
      pull
        .comments()
        .find((comment) => comment.id === id)
        ?.reactions.map(({ content }) => content);
    expect(reactions(start)).toEqual(["rocket"]);
    expect(reactions(held)).toEqual(["+1"]);
    expect(reactions(refused)).toEqual(["confused"]);
    const replies = pull.comments().filter(({ body }) => body.includes("baton:reply"));
    expect(replies).toHaveLength(1);
    expect(replies[0]?.body).toContain("/unhold");
  });

  it("keeps what each role passed on, in full", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await stage.say(pull, "maria", '/advance\n\n```json\n{"requirements": ["a", "b"], "extra": {"depth": 2}}\n```');
    const rows = await query<{ data: { previous_phase_output: unknown } }>(
      relay.db,
      `select data_transferred as data from workflow_handoffs h join build_workflows w on w.id = h.workflow_id
       where w.pull_number = $1 order by h.seq`,
      [pull.number],
    );
    expect(rows[0]?.data.previous_phase_output).toEqual({ requirements: ["a", "b"], extra: { depth: 2 } });
  });

  it("needs each permission of app.yml, as far as it goes there, and no other", async () => {
    relay.sandbox.createTeam({ org: "acme", slug: "reviewers", members: ["maria"] }).grant(stage.repository, "write");
    const files = { ".github/baton.yml": everyCall, ".github/workflows/coder.yml": callable };
    stage.repository.push("maria", "main", { files });
    const pull = stage.openPull();
    for (const lines of [
      "/start\n/advance\n/advance",
      "/accept\n/advance\n/accept\n/advance",
      "/accept\n/advance\n/accept",
    ])
      await stage.say(pull, "maria", lines);
    expect(await stateOf(relay, pull)).toBe("deployment");

    const asked = relay.sandbox.requests;
    expect(asked.filter(({ status }) => status === 403)).toEqual([]);
    const needs = [...asked.map((request) => request.needs), ...batonApp.events.map(needsOfEvent)];
    const { permissions } = batonApp;
    const unneeded = Object.entries(permissions).filter(([name, level]) => {
      const { [name]: _taken, ...others } = permissions;
      const less = level === "write" ? { ...others, [name]: "read" as const } : others;
      return needs.every((each) => each.length === 0 || grantsAny(less, each));
    });
    // No App can do without the metadata.
    expect(unneeded).toEqual([["metadata", "read"]]);
  });
});
