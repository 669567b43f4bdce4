import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBaton, type Baton } from "../../src/baton.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  outcomesOf,
  ownComments,
  pathOf,
  reactionsTo,
  stateOf,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** Each request, and each command of a comment, is judged on what those before it left. */
describe("what is said in one go", () => {
  let relay: Relay;
  let stage: Stage;
  let worker: Baton;
  const startWorker = () =>
    startBaton({ ...relay.environment, process: "worker" }, pino({ level: "silent" }), { now: relay.clock.now });
  beforeAll(async () => {
    relay = await startRelay({ environment: { process: "web" } });
    worker = await startWorker();
    stage = openRepository(relay);
  });
  afterAll(async () => {
    await worker.stop();
    await relay.close();
  });

  /** Has everything kept before anybody looks at it. */
  const inOneGo = async (act: () => void): Promise<void> => {
    await worker.stop();
    act();
    await relay.sandbox.delivered();
    worker = await startWorker();
    await relay.settle();
  };

  it("in a comment that starts a relay and asks for its history is answered of that relay", async () => {
    const pull = stage.openPull();
    const id = await stage.say(pull, "maria", "/start\n/history\n/advance\n/history");
    const [first, second] = ownComments(pull, "reply").join("\n").split("---");
    expect(first).toContain("started by maria. Nothing has been handed on yet.");
    expect(second).toContain("**History: 1 handoff.**");
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
  });

  it("ends with the first refusal, which is told alone, and what came before it stays", async () => {
    const pull = stage.openPull();
    const id = await stage.say(pull, "maria", "/start\n/advance\n/unhold\n/advance\n/hold");
    expect(await outcomesOf(relay, pull)).toEqual([
      { result: "moved", from: null, to: "discovery" },
      { result: "moved", from: "discovery", to: "planning" },
      { result: "refused", reason: "not_held" },
    ]);
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "planning", hold: null });
    expect(reactionsTo(pull, id)).toEqual(["confused"]);
    expect(ownComments(pull, "reply")).toHaveLength(1);
    expect(ownComments(pull, "reply")[0]).toContain("`/unhold` changed nothing.");
  });

  it("goes on behind a comment that was refused, one request after the other", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    await inOneGo(() => {
      pull.comment("maria", "/advance");
      pull.unlabel("maria", "baton: discovery");
      pull.label("maria", "baton: discovery");
      pull.comment("maria", "/unhold\n/cancel");
      pull.comment("maria", "/advance\n/history");
    });
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning", "planning → discovery", "discovery → planning"]);
    expect(ownComments(pull, "reply").join("\n")).toContain("**History: 3 handoffs.**");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("is refused where a result comes with `/accept`, and nothing of it is lost in silence", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "handoff_to_coder");
    const result = '\n\n```json\n{"code": "src/pay.ts"}\n```';
    await stage.say(pull, "chen", `/accept${result}`);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "result_in_handoff" });
    expect(ownComments(pull, "reply").at(-1)).toContain(
      "Comment `/accept` without it; the result goes with the `/advance`",
    );
    await stage.say(pull, "chen", `/accept\n\n/advance${result}`);
    expect(await stateOf(relay, pull)).toBe("testing");
  });
});
