import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { pushRules } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository, ownComments, reactionsTo, stateOf, type Stage } from "../support/stage.ts";

describe("asked for an explanation, Baton", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const explanation = async (pull: PullDriver, who = "tara"): Promise<string> => {
    const id = await stage.say(pull, who, "/explain");
    expect(reactionsTo(pull, id)).toEqual(["+1"]);
    return ownComments(pull, "reply").at(-1) ?? "";
  };

  it("says how to start where there is no relay, and that none can on a closed pull request", async () => {
    const pull = stage.openPull();
    expect(await explanation(pull)).toContain("Nobody has started one.");
    expect(ownComments(pull, "reply").at(-1)).toContain("`/start` begins a build relay (anyone with write access)");
    pull.close("chen");
    expect(await explanation(pull)).toContain("None can begin while the pull request is not open.");
  });

  it.each([
    [
      "label",
      "In this repository the label `baton: start` starts one",
      "The label `baton: start` begins a build relay",
    ],
    ["opened", "pull requests that are opened from now on start one by themselves", "`/start` begins a build relay"],
  ])("says how to start by the rules as they are now, as with `start: %s`", async (start, why, way) => {
    const other = openRepository(relay);
    const [fresh, ended] = [other.openPull(), other.openPull()];
    await other.say(ended, "maria", "/start\n/cancel");
    pushRules(other, `start: ${start}`);
    for (const pull of [fresh, ended]) await other.say(pull, "tara", "/explain");
    expect(ownComments(fresh, "reply").at(-1)).toContain(why);
    for (const pull of [fresh, ended]) expect(ownComments(pull, "reply").at(-1)).toContain(way);
  });

  it("names who has the baton and what they can say", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const text = await explanation(pull);
    expect(text).toContain("The Q Assistant has the baton, and nothing stands in the way");
    expect(text).toContain("`/advance` completes this state and goes on to Handoff to Code Writer (Q Assistant)");
  });

  it("names the checks that are missing, and what it does by itself", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    stage.repository.check({ sha: pull.headSha, name: "build" });
    stage.check(pull, "lint", "cancelled");
    const text = await explanation(pull);
    expect(text).toMatch(/- Check \[build\]\(<[^>]+>\): still running\./);
    expect(text).toMatch(/- Check \[lint\]\(<[^>]+>\): cancelled, or waiting for somebody to allow it\./);
    expect(text).toContain("- It goes on once the checks have passed.");
    expect(text).toContain("or at once with `--force` by anyone with maintain or admin access (Test Auditor)");
  });

  it("looks at GitHub before it answers, so that the answer is of now though a webhook was lost", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    relay.sandbox.deliveries.drop(({ event }) => event === "check_run" || event === "check_suite", 3);
    stage.check(pull, "build", "failure");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    expect(await explanation(pull)).toContain("**The build relay is in** **Implementation**");
    expect(await stateOf(relay, pull)).toBe("implementation");
  });

  it("names who holds it and why, and that nothing happens by itself", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    await stage.say(pull, "chen", "/hold Waiting for the legal review.");
    const text = await explanation(pull);
    expect(text).toContain("chen put it on hold (Waiting for the legal review.).");
    expect(text).not.toContain("by itself");
  });

  it("says that what it knows may be old where GitHub does not let it read", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const path = `GET /repos/${stage.repository.fullName}/pulls/${String(pull.number)}`;
    const body = { message: "Resource not accessible by integration" };
    const fault = relay.sandbox.fault({ match: path, times: 3, do: { status: 403, body } });
    expect(await explanation(pull)).toContain("⚠️ GitHub does not let Baton read it anew: ");
    fault.remove();
  });

  /** How often a pull request was read meanwhile. */
  const readsOf = async (pull: PullDriver, meanwhile: () => Promise<unknown>): Promise<number> => {
    const before = relay.sandbox.requests.length;
    await meanwhile();
    const path = `/repos/${stage.repository.fullName}/pulls/${String(pull.number)}`;
    return relay.sandbox.requests.slice(before).filter((each) => each.method === "GET" && each.path === path).length;
  };

  it("answers nobody below triage but with a reaction, and reads nothing for them", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    const before = pull.comments().length;
    for (const text of ["/explain\n".repeat(20), "/status\n/history\n/explain\n/help"]) {
      let id = 0;
      const reads = await readsOf(pull, async () => {
        id = await stage.say(pull, "rita", text);
      });
      expect(reads).toBe(0);
      expect(reactionsTo(pull, id)).toEqual(["+1"]);
    }
    expect(pull.comments()).toHaveLength(before + 2);
  });

  it("answers what is asked again in one comment once, and anew where something was done in between", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const reads = await readsOf(pull, () => stage.say(pull, "maria", "/explain\n/help\n/explain\n/explain"));
    expect(reads).toBe(1);
    expect(
      ownComments(pull, "reply")
        .at(-1)
        ?.match(/The build relay is in/g),
    ).toHaveLength(1);
    await stage.say(pull, "maria", "/explain\n/hold\n/explain");
    const answers = ownComments(pull, "reply").at(-1) ?? "";
    expect(answers.match(/The build relay is in/g)).toHaveLength(1);
    expect(answers.match(/maria put it on hold/g)).toHaveLength(1);
  });

  it("tells whoever writes more than twenty commands which it left out", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const id = await stage.say(pull, "chen", Array.from({ length: 22 }, () => "/status").join("\n"));
    expect(ownComments(pull, "reply").at(-1)).toContain("of one comment the first 20 commands are.");
    expect(reactionsTo(pull, id)).toEqual(["confused"]);
  });
});
