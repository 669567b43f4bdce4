import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pino } from "pino";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startBaton, type Baton } from "../../src/baton.ts";
import { query } from "../../src/store/database.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  eventsOf,
  openRepository,
  ownComments,
  pathOf,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const minute = 60_000;
const hour = 60 * minute;

const rules = `
limits:
  retries: 1
  phase-hours: { planning: 4, testing: 2 }
`;

/** Two Batons on one database, both of which sweep. */
describe("the limits of a repository's rules", () => {
  let relay: Relay;
  let stage: Stage;
  let other: Baton;
  beforeAll(async () => {
    relay = await startRelay();
    other = await startBaton({ ...relay.environment, process: "worker" }, pino({ level: "silent" }), {
      now: relay.clock.now,
    });
    stage = openRepository(relay, "acme", { ".github/baton.yml": rules });
  });
  afterAll(async () => {
    await other.stop();
    await relay.close();
  });

  const begin = async (commands: string): Promise<PullDriver> => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", `/start\n${commands}`);
    return pull;
  };

  const inPlanning = () => begin("/advance");
  const inTesting = () => begin("/advance\n/advance\n/accept\n/advance");

  const pass = async (ms: number): Promise<void> => {
    relay.clock.advance(ms);
    await Promise.all([relay.baton().sweep(), other.sweep()]);
    await relay.pass(0);
  };

  const deadlineAt = async (pull: PullDriver): Promise<Date | null> => {
    const [row] = await query<{ at: Date | null }>(
      relay.db,
      "select deadline_at as at from build_workflows where id = $1",
      [(await workflowOf(relay, pull)).id],
    );
    return row?.at ?? null;
  };

  /** How long from now, in minutes, the phase may take. */
  const minutesLeft = async (pull: PullDriver): Promise<number> => {
    const at = await deadlineAt(pull);
    if (at === null) throw new Error("Nothing limits this phase.");
    return Math.round((at.getTime() - relay.clock.now().getTime()) / minute);
  };

  it("end a phase in error that takes too long, once, though no webhook comes and two Batons look", async () => {
    const pull = await inPlanning();
    expect(statusComment(pull)).toMatch(/until \d{4}-\d\d-\d\d \d\d:\d\d UTC.*allows 4 h for the phase/);
    await pass(4 * hour - 2 * minute);
    expect(await stateOf(relay, pull)).toBe("planning");
    await pass(2 * minute);
    expect(await workflowOf(relay, pull)).toMatchObject({
      current_state: "error",
      error_from: "planning",
      error_reason: "phase_took_too_long",
    });
    const ends = (await eventsOf(relay, pull)).filter(({ event_type }) => event_type === "failed");
    expect(ends).toMatchObject([{ triggered_by: { kind: "baton" } }]);
    expect(ownComments(pull, "turn").at(-1)).toContain("The phase took longer than this repository allows.");
    expect(statusComment(pull)).toContain("The phase took longer than this repository allows.");
    expect(batonCheck(pull)).toMatchObject({ conclusion: "action_required" });
    expect(await deadlineAt(pull)).toBeNull();
  });

  it("give a phase that is taken up again all of its time", async () => {
    const pull = await inPlanning();
    await pass(5 * hour);
    await stage.say(pull, "maria", "/retry");
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(await minutesLeft(pull)).toBe(240);
  });

  it("stop their clock during a hold, and go on with what was left", async () => {
    const pull = await inPlanning();
    await pass(3 * hour);
    await stage.say(pull, "chen", "/hold the designers are away");
    expect(await deadlineAt(pull)).toBeNull();
    expect(statusComment(pull)).toMatch(/The clock of the phase stands, with \*\*(1 h|59 min)\*\* left/);
    await pass(50 * hour);
    expect(await stateOf(relay, pull)).toBe("planning");
    await stage.say(pull, "chen", "/unhold");
    expect(await minutesLeft(pull)).toBe(60);
    await pass(59 * minute);
    expect(await stateOf(relay, pull)).toBe("planning");
    await pass(minute);
    expect(await stateOf(relay, pull)).toBe("error");
  });

  it("stop their clock while Baton can do nothing: its App is suspended, or the repository archived", async () => {
    const pull = await inPlanning();
    const held = await inPlanning();
    await pass(hour);
    await stage.say(held, "chen", "/hold");
    const installation = relay.sandbox.installation("acme");
    const standstills = [
      [() => installation.suspend(), () => installation.unsuspend()],
      [() => stage.repository.archive("maria"), () => stage.repository.unarchive("maria")],
    ] as const;
    for (const [stop, goOn] of standstills) {
      stop();
      await relay.settle();
      await pass(25 * hour);
      expect(await stateOf(relay, pull)).toBe("planning");
      goOn();
      await relay.settle();
      expect(await minutesLeft(pull)).toBe(180);
    }
    const shown = (await deadlineAt(pull))?.toISOString().slice(0, 16).replace("T", " ");
    expect(statusComment(pull)).toContain(`until ${String(shown)} UTC`);
    await stage.say(held, "chen", "/unhold");
    expect(await minutesLeft(held)).toBe(180);
    await pass(3 * hour);
    for (const each of [pull, held]) expect(await stateOf(relay, each)).toBe("error");
  });

  it("do not count while the baton is in the air, nor while the pull request is closed", async () => {
    const pull = await inPlanning();
    await stage.say(pull, "maria", "/advance");
    expect(await deadlineAt(pull)).toBeNull();
    await pass(20 * hour);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    await stage.say(pull, "maria", "/rollback planning");
    pull.close("chen");
    await relay.settle();
    await pass(20 * hour);
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", current_state: "planning" });
    pull.reopen("chen");
    await relay.settle();
    expect(await minutesLeft(pull)).toBe(240);
  });

  it("bow to what happened in time: lost webhooks of green checks are no reason to fail", async () => {
    const pull = await inTesting();
    relay.sandbox.deliveries.pause(({ event }) => event === "check_run" || event === "check_suite");
    stage.check(pull, "build", "success");
    await pass(3 * hour);
    relay.sandbox.deliveries.resume();
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("hold as well where GitHub does not let Baton read", async () => {
    const pull = await inTesting();
    const refused = relay.sandbox.fault({
      match: ({ method, path }) => method === "GET" && path.endsWith(`/pulls/${String(pull.number)}`),
      times: 100,
      do: { status: 403, body: { message: "Resource not accessible by integration" } },
    });
    await pass(3 * hour);
    expect(refused.left()).toBeLessThan(100);
    refused.remove();
    expect(await workflowOf(relay, pull)).toMatchObject({ error_reason: "phase_took_too_long" });
  });

  it("let a request through that comes before anybody has looked at the clock", async () => {
    const pull = await inPlanning();
    relay.clock.advance(5 * hour);
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("end the relay at the retry past the last", async () => {
    const pull = await inTesting();
    stage.check(pull, "build", "failure");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    pull.push("chen");
    await relay.settle();
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("testing");
    stage.check(pull, "build", "failure");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({
      current_state: "error",
      error_reason: "retry_limit_reached",
    });
    expect(statusComment(pull)).toContain("sent back more often than this repository allows");
    expect((await pathOf(relay, pull)).at(-1)).toBe("testing → error");
  });
});
