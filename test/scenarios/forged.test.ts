import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository, outcomesOf, stateOf, statusComment, workflowOf, type Stage } from "../support/stage.ts";

/** What payloads, hidden commands and bots of other names cannot do is in authority.test.ts. */
describe("what looks like Baton's", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("in a comment with its marker is left alone, and the real one is kept up to date", async () => {
    const pull = stage.openPull();
    const forged = "<!-- baton:status -->\n\n## 🎉 Complete";
    const before = await stage.say(pull, "chen", forged);
    await bring(relay, pull, "planning");
    const after = await stage.say(pull, "rita", forged);
    await stage.say(pull, "maria", "/advance");
    const bodies = pull.comments().filter(({ id }) => id === before || id === after);
    expect(bodies.map(({ body }) => body)).toEqual([forged, forged]);
    const own = pull
      .comments()
      .filter(({ user, body }) => user === "baton[bot]" && body.includes("<!-- baton:status -->"));
    expect(own).toHaveLength(1);
    expect(own[0]?.body).toContain("Handoff to Code Writer");
  });

  it("as a check run of its name by another App is a check like any other, and its buttons are none", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    const { id } = await workflowOf(relay, pull);
    stage.repository.check({ app: "look-alike", sha: pull.headSha, name: "Baton", conclusion: "failure" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(statusComment(pull)).toContain("Failed checks: Baton");
    const own = pull.checkRuns("Baton").filter(({ app }) => app === "baton");
    expect(own.at(-1)).toMatchObject({ status: "completed", conclusion: "action_required" });
    const pressed = { action: "requested_action", requested_action: { identifier: "advance:9" } };
    const checkRun = { external_id: `${id}:9`, name: "Baton" };
    const payload = lastPayload(relay, "check_run.completed", { ...pressed, check_run: checkRun });
    expect(await forge(relay, { event: "check_run", payload })).toBe(200);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ result: "moved" });
  });

  it("in commands that nobody sees runs nothing", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const hidden = [
      "<details>\n<summary>Log</summary>\n\n/advance\n\n</details>",
      "| a |\n| --- |\n| /advance |",
      "~~/advance~~",
      "\u202E/advance",
      "\u2066/advance\u2069",
      "Text <!-- x\n/advance\n--> more",
      "/аdvance",
      "[x]: <y> '\n/advance\n'",
    ];
    for (const text of hidden) pull.comment("maria", text);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });
});
