import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pino } from "pino";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startBaton, type Baton } from "../../src/baton.ts";
import { pushRules } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  ownComments,
  pathOf,
  stateOf,
  statusComment,
  workflowOf,
  type OnTheWay,
  type Stage,
} from "../support/stage.ts";

const hour = 3_600_000;

/** The Actions workflow that the documentation shows. */
const [, callable = ""] = /```yaml\n(name: [^]*?)```/.exec(await readFile("docs/calling-roles.md", "utf8")) ?? [];

/** Two Batons on one database. */
describe("a role whose turn it is", () => {
  let relay: Relay;
  let stage: Stage;
  let other: Baton;
  beforeAll(async () => {
    relay = await startRelay({ environment: { publicUrl: "https://baton.example.com" } });
    other = await startBaton({ ...relay.environment, process: "worker" }, pino({ level: "silent" }), {
      now: relay.clock.now,
    });
    stage = openRepository(relay);
    stage.repository.push("maria", "main", {
      files: {
        ".github/workflows/coder.yml": callable,
        ".github/workflows/deaf.yml": "on: { workflow_dispatch: }\n",
      },
    });
    relay.sandbox.createTeam({ org: "acme", slug: "coders", members: ["chen"] });
    relay.sandbox.registerApp("copilot-swe-agent");
    relay.sandbox.createTeam({ org: "acme", slug: "reviewers", members: ["omar"] }).grant(stage.repository, "write");
  });
  afterAll(async () => {
    await other.stop();
    await relay.close();
  });

  /** A relay under these roles that has come to a state, by one comment so that no state on the way is called. */
  const begin = async (roles: string, state: OnTheWay): Promise<PullDriver> => {
    pushRules(stage, `roles: { ${roles} }`);
    const pull = stage.openPull();
    await bring(relay, pull, state);
    return pull;
  };

  const dispatchesFor = (pull: PullDriver) =>
    stage.repository.dispatches().filter((each) => each.inputs["pull_number"] === String(pull.number));

  const mentioning =
    "code_writer: { users: [chen], teams: [acme/coders], apps: [copilot-swe-agent], call: { mention: true } }";
  const coding = "code_writer: { call: { actions-workflow: coder.yml } }";

  describe("is mentioned where the rules say so", () => {
    it("in a new comment, and nowhere else", async () => {
      const pull = await begin(mentioning, "handoff_to_coder");
      const turns = ownComments(pull, "turn");
      expect(turns).toHaveLength(1);
      expect(turns[0]).toMatch(
        /\n@chen @acme\/coders @copilot-swe-agent\n\n### 🤝 Code Writer, the baton comes to you/,
      );
      expect(statusComment(pull)).toContain(
        "The Code Writer is called by a comment that mentions chen, acme/coders, copilot-swe-agent.",
      );
      expect(statusComment(pull)).not.toMatch(/@\w/);
    });

    it("once for each turn: not again by whoever took the baton, but when the work comes back", async () => {
      const pull = await begin(mentioning, "handoff_to_coder");
      await stage.say(pull, "chen", "/accept");
      expect(ownComments(pull, "turn")).toHaveLength(1);
      await stage.say(pull, "chen", "/advance");
      stage.check(pull, "build", "failure");
      await relay.settle();
      expect(await stateOf(relay, pull)).toBe("implementation");
      expect(ownComments(pull, "turn")).toHaveLength(2);
      expect(ownComments(pull, "turn").at(-1)).toMatch(/@chen @acme\/coders.*\n\n### 🏃 Code Writer, the work is back/);
    });

    it("not for states that are passed through, and not while the work is held", async () => {
      const pull = await begin(mentioning, "implementation");
      await stage.say(pull, "maria", "/rollback planning\n/hold\n/rollback discovery");
      await stage.say(pull, "maria", "/fail\n/unhold\n/retry discovery\n/advance\n/hold");
      expect(ownComments(pull, "turn").filter((body) => body.includes("@chen"))).toEqual([]);
      await stage.say(pull, "maria", "/unhold\n/advance\n/hold");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
      expect(ownComments(pull, "turn").filter((body) => body.includes("@chen"))).toEqual([]);
      await stage.say(pull, "maria", "/unhold");
      expect(ownComments(pull, "turn").filter((body) => body.includes("@chen"))).toHaveLength(1);
    });
  });

  it("is called from the start on by the rules on the default branch", async () => {
    const ruled = openRepository(relay, "acme", {
      ".github/baton.yml": "roles: { q_assistant: { users: [maria], call: { mention: true } } }",
    });
    const pull = ruled.openPull();
    await ruled.say(pull, "omar", "/start");
    expect(ownComments(pull, "turn")).toHaveLength(1);
    expect(ownComments(pull, "turn")[0]).toMatch(/\n@maria\n\n### 🏃 Q Assistant, it is your turn/);
  });

  describe("has its Actions workflow started", () => {
    it("on the default branch, with everything that it must know", async () => {
      const pull = await begin(coding, "handoff_to_coder");
      const { id } = await workflowOf(relay, pull);
      expect(dispatchesFor(pull)).toMatchObject([
        {
          kind: "workflow",
          actor: "baton[bot]",
          target: "coder.yml",
          ref: "main",
          inputs: {
            workflow_id: id,
            role: "code_writer",
            phase: "implementation",
            attempt: "1",
            head_sha: pull.headSha,
            pull_number: String(pull.number),
            call_id: `${id}:3`,
            api_url: "https://baton.example.com/api",
          },
        },
      ]);
      expect(statusComment(pull)).toContain("The Code Writer is called with the Actions workflow coder.yml.");
      expect(ownComments(pull, "turn")).toEqual([]);
    });

    it("for the tester, whose handoff Baton accepts, and for each new attempt of a coder", async () => {
      const pull = await begin(`${coding}, test_auditor: { call: { actions-workflow: coder.yml } }`, "implementation");
      expect(dispatchesFor(pull)).toEqual([]);
      await stage.say(pull, "chen", "/advance");
      await stage.say(pull, "maria", "/retry the totals are wrong");
      expect(await pathOf(relay, pull)).toContain("testing → implementation");
      const { id } = await workflowOf(relay, pull);
      expect(dispatchesFor(pull).map(({ inputs: given }) => given)).toMatchObject([
        { role: "test_auditor", phase: "testing", attempt: "1", call_id: `${id}:6` },
        { role: "code_writer", phase: "implementation", attempt: "2", call_id: `${id}:7` },
      ]);
    });

    it("for each of its phases, since a run is for one", async () => {
      const pull = await begin("q_assistant: { call: { actions-workflow: coder.yml } }", "discovery");
      await stage.say(pull, "maria", "/advance");
      expect(dispatchesFor(pull)).toMatchObject([
        { inputs: { role: "q_assistant", phase: "discovery" } },
        { inputs: { role: "q_assistant", phase: "planning" } },
      ]);
    });

    it("once more where GitHub's answer was lost, known by the same call, and later where GitHub is down", async () => {
      const path = /POST .*\/dispatches$/;
      relay.sandbox.fault({ match: path, do: { after: { drop: true } } });
      const lost = await begin(coding, "handoff_to_coder");
      await relay.pass(2_000);
      const { id } = await workflowOf(relay, lost);
      expect(dispatchesFor(lost).map(({ inputs: given }) => given["call_id"])).toEqual([`${id}:3`, `${id}:3`]);
      relay.sandbox.fault({ match: path, do: { status: 502 } });
      const down = await begin(coding, "handoff_to_coder");
      expect(dispatchesFor(down)).toEqual([]);
      expect(await stateOf(relay, down)).toBe("handoff_to_coder");
      await relay.pass(2_000);
      expect(dispatchesFor(down)).toHaveLength(1);
      expect(statusComment(down)).not.toContain("could not be called");
    });

    it("an hour later where the file was missing, of which the report tells until then", async () => {
      const pull = await begin("code_writer: { call: { actions-workflow: late.yml } }", "handoff_to_coder");
      expect(statusComment(pull)).toMatch(
        /The Code Writer could not be called with the Actions workflow late.yml: .*\(404\): Not Found/,
      );
      expect(statusComment(pull)).not.toContain("is called with");
      stage.repository.push("maria", "main", { files: { ".github/workflows/late.yml": callable } });
      await relay.pass(hour / 2);
      expect(dispatchesFor(pull)).toEqual([]);
      await relay.pass(hour / 2 + 1_000);
      expect(dispatchesFor(pull)).toHaveLength(1);
      expect(statusComment(pull)).not.toContain("could not be called");
      expect(statusComment(pull)).toContain("is called with the Actions workflow late.yml");
    });

    it("not any more once its turn is over, nor while the work is held", async () => {
      const deaf = "code_writer: { call: { actions-workflow: deaf.yml } }";
      const over = await begin(deaf, "handoff_to_coder");
      const held = await begin(deaf, "handoff_to_coder");
      expect(statusComment(over)).toContain("Unexpected inputs provided");
      await stage.say(over, "chen", "/accept");
      expect(statusComment(over)).not.toContain("could not be called");
      await stage.say(held, "chen", "/hold");
      stage.repository.push("maria", "main", { files: { ".github/workflows/deaf.yml": callable } });
      await relay.pass(hour + 1_000);
      expect(dispatchesFor(over)).toEqual([]);
      expect(dispatchesFor(held)).toEqual([]);
      await stage.say(held, "chen", "/unhold");
      expect(dispatchesFor(held)).toHaveLength(1);
    });

    it("not where the App may not do it, which the report says", async () => {
      relay.sandbox.fault({
        match: /POST .*\/dispatches$/,
        do: {
          status: 403,
          headers: { "x-accepted-github-permissions": "actions=write" },
          body: { message: "Resource not accessible by integration" },
        },
      });
      const pull = await begin(coding, "handoff_to_coder");
      expect(statusComment(pull)).toMatch(/could not be called .*The App needs the permission “Actions: write”/);
    });
  });

  describe("is asked for a review", () => {
    const reviewing = (names: string) => `verification_overseer: { ${names}, call: { request-review: true } }`;

    it("all of its users and teams, but not the author, who cannot be", async () => {
      const pull = await begin(reviewing("users: [maria, chen], teams: [acme/reviewers]"), "handoff_to_verifier");
      expect(pull.requestedReviewers()).toEqual(["maria", "acme/reviewers"]);
      expect(statusComment(pull)).toContain("is called by a request for a review of maria, chen, acme/reviewers.");
      expect(ownComments(pull, "turn")).toEqual([]);
    });

    it("others too where one cannot be, who is named and asked once that is possible; nobody is asked twice", async () => {
      const pull = await begin(reviewing("users: [maria, lena, omar], teams: [globex/qa]"), "handoff_to_verifier");
      expect(pull.requestedReviewers()).toEqual(["maria", "omar"]);
      expect(statusComment(pull)).toMatch(
        /Not everybody who plays Verification Overseer could be asked .*: globex\/qa, lena: /,
      );
      pull.review("maria", "commented", "I shall look at it tomorrow.");
      await relay.settle();
      stage.repository.grant("lena", "read");
      await relay.pass(hour + 1_000);
      expect(pull.requestedReviewers()).toEqual(["omar", "lena"]);
      expect(statusComment(pull)).toMatch(/Not everybody .* could be asked .*: globex\/qa: a team of another owner/);
    });

    it("in vain where the author alone plays it, which the report says", async () => {
      const pull = await begin(reviewing("users: [chen]"), "handoff_to_verifier");
      expect(pull.requestedReviewers()).toEqual([]);
      expect(statusComment(pull)).toContain("nobody plays it but the author");
      await relay.pass(hour + 1_000);
      expect(statusComment(pull)).toContain("nobody plays it but the author");
    });
  });
});
