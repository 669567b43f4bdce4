import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { beginUnder } from "../support/begin-under.ts";
import { eventually } from "../support/eventually.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, workflowOf, type Stage } from "../support/stage.ts";

const rules = "testing: { checks: [build], settle-seconds: 0 }\n";

/** A webhook can come before every replica of GitHub's knows what it tells of. */
describe("a replica of GitHub's that answers late", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const inTesting = () => beginUnder(relay, stage, { rules, state: "testing" });

  /** Has what is read of a pull request next be as it was before something happened, and waits until it was read so. */
  async function readLate(pull: PullDriver, happens: () => unknown): Promise<void> {
    const path = `GET /repos/${stage.repository.fullName}`;
    const before = relay.sandbox.replica();
    const reads = [
      `${path}/pulls/${String(pull.number)}`,
      ...["check-runs", "status", "check-suites"].map((each) => `${path}/commits/*/${each}`),
    ];
    const faults = reads.map((match) => relay.sandbox.fault({ match, times: 100, do: { lag: before } }));
    happens();
    await relay.settle();
    expect(faults.some((fault) => fault.left() < 100)).toBe(true);
    for (const fault of faults) fault.remove();
  }

  it("loses no checks: they are read once more after fifteen seconds", async () => {
    const pull = await inTesting();
    await readLate(pull, () => stage.check(pull, "build", "success"));
    expect(await stateOf(relay, pull)).toBe("testing");
    await relay.pass(16_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("loses no push", async () => {
    const pull = await inTesting();
    await readLate(pull, () => pull.push("chen"));
    expect(await workflowOf(relay, pull)).not.toMatchObject({ head_sha: pull.headSha });
    await relay.pass(16_000);
    expect(await workflowOf(relay, pull)).toMatchObject({ head_sha: pull.headSha });
  });

  it("is asked again by a job of its own, which waits for no sweep", async () => {
    const pull = await inTesting();
    await readLate(pull, () => stage.check(pull, "build", "success"));
    expect(await stateOf(relay, pull)).toBe("testing");
    relay.clock.advance(16_000);
    // The job's time is Postgres's, which no test moves.
    const moved = await query(
      relay.db,
      `update graphile_worker._private_jobs set run_at = now() where key = $1 and run_at > now() returning id`,
      [`look:${String(pull.repositoryId)}/${String(pull.number)}`],
    );
    expect(moved).toHaveLength(1);
    await eventually(
      () => stateOf(relay, pull),
      (state) => state === "handoff_to_verifier",
      { what: "the second look" },
    );
    await relay.settle();
  });
});
