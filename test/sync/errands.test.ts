import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { intakeErrand } from "../../src/store/intake-errand.ts";
import { eventually } from "../support/eventually.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository } from "../support/stage.ts";

interface Row {
  readonly wanted: number;
  readonly done: number;
  readonly attempts: number;
  readonly leaseUntil: Date | null;
  readonly problem: string | null;
}

/** Looking at an installation writes nothing to GitHub, so no write renews its lease. */
describe("an errand", () => {
  let relay: Relay;
  let written: WrittenLog;
  let pull: PullDriver;
  let installationId: number;
  beforeAll(async () => {
    written = writtenLog();
    relay = await startRelay({ environment: { leaseSeconds: 3 }, log: written.log });
    pull = openRepository(relay).openPull();
    await bring(relay, pull, "discovery");
    const select = "select installation_id as id from repositories where id = $1";
    const [found] = await query<{ id: number }>(relay.db, select, [pull.repositoryId]);
    installationId = Number(found?.id);
  });
  afterAll(() => relay.close());

  const ask = () => {
    const details = { kind: "installation", installationId };
    return intakeErrand(relay.db, { kind: "installation", key: String(installationId), details });
  };

  async function row(): Promise<Row> {
    const [found] = await query<Row>(
      relay.db,
      `select wanted::integer, done::integer, attempts, lease_until as "leaseUntil", problem from errands
       where kind = 'installation' and key = $1`,
      [String(installationId)],
    );
    if (found === undefined) throw new Error("There is no such errand.");
    return found;
  }

  /** Does something while the errand reads from GitHub. */
  async function whileItReads(work: () => Promise<unknown>): Promise<void> {
    let isOver = false;
    const stop = relay.sandbox.onRequest(async ({ path }) => {
      if (isOver || path !== `/app/installations/${String(installationId)}`) return;
      isOver = true;
      await work();
    });
    await ask();
    await eventually(
      () => isOver,
      (over) => over,
    );
    stop();
  }

  it("keeps its lease for as long as it reads from GitHub", async () => {
    await whileItReads(async () => {
      const { leaseUntil: first } = await row();
      await eventually(row, ({ leaseUntil }) => leaseUntil !== null && first !== null && leaseUntil > first, {
        what: "a lease that is renewed",
      });
    });
    await relay.settle();
    expect(await row()).toMatchObject({ wanted: 1, done: 1, attempts: 0 });
  });

  it("is done once it has come to its end, though its lease was lost on the way", async () => {
    await whileItReads(() =>
      query(relay.db, "update errands set lease_token = $1, lease_until = now() + interval '1 hour'", [randomUUID()]),
    );
    await eventually(row, ({ done }) => done === 2, { what: "an errand that is done" });
    await query(relay.db, "update errands set lease_token = null, lease_until = null", []);
    await relay.settle();
    expect(await row()).toMatchObject({ wanted: 2, done: 2 });
  });

  it("is given up and logged where none of a hundred tries came to an end", async () => {
    await query(relay.db, "update errands set attempts = 100", []);
    const before = relay.sandbox.requests.length;
    await ask();
    await relay.settle();
    expect(relay.sandbox.requests).toHaveLength(before);
    expect(await row()).toMatchObject({ wanted: 3, done: 3, attempts: 0, problem: "none of its tries came to an end" });
    expect(written.lines().at(-1)).toMatchObject({ level: 50, msg: "an errand is given up", errand: "installation" });
  });
});
