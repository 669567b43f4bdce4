import { createServer, type AddressInfo, type Socket } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase, query, type Database } from "../../src/store/database.ts";
import { saveDecision } from "../../src/store/save-decision.ts";
import { takeIn } from "../../src/webhooks/take-in.ts";
import { newWorkflow, now, started } from "../store/sample-workflow.ts";
import { eventually } from "../support/eventually.ts";
import { startRelay } from "../support/relay.ts";
import { openRepository, stateOf } from "../support/stage.ts";
import { checkPayload, commentPayload, deploymentPayload, pushedPayload, secretText } from "./payloads.ts";
import { startIntake, webhookSecret, type IntakeServer } from "./start-intake.ts";

let intake: IntakeServer;
let lastGuid = 0;
const nextGuid = () => `00000000-0000-4000-8000-${String((lastGuid += 1)).padStart(12, "0")}`;

beforeAll(async () => {
  intake = await startIntake({ logLevel: "debug" });
});
afterAll(() => intake.close());
beforeEach(() => {
  intake.log.clear();
});

/** The statements that one delivery costs before it is answered. */
async function statementsOf(event: string, payload: unknown): Promise<readonly string[]> {
  const before = intake.proxy.statements.length;
  const response = await intake.deliver(event, payload);
  expect(response.status).toBe(200);
  return intake.proxy.statements.slice(before).map(({ name }) => name);
}

/** How often the metrics say that an event came and meant this. */
async function counted(event: string, meaning: string): Promise<number> {
  const line = (await intake.metrics())
    .split("\n")
    .find((each) => each.startsWith(`baton_deliveries_total{event="${event}",meaning="${meaning}"}`));
  return Number(line?.split(" ")[1] ?? 0);
}

describe("what Baton has no use for", () => {
  it.each([
    ["an event that GitHub made up since", "sponsorship_of_the_century", "other", { action: "created" }],
    ["an action that it does not know", "pull_request", "pull_request", { ...pushedPayload(), action: "enqueued" }],
    ["a comment without a command", "issue_comment", "issue_comment", commentPayload("Looks good.")],
    ["an edited comment", "issue_comment", "issue_comment", commentPayload("/start", "edited")],
    ["a payload without a repository", "check_run", "check_run", { action: "completed" }],
    ["a ping", "ping", "ping", { zen: "Keep it simple." }],
  ])("is acknowledged without any call to the database, and counted: %s", async (_what, event, label, payload) => {
    const before = await counted(label, "ignored");
    expect(await statementsOf(event, payload)).toEqual([]);
    expect(await counted(label, "ignored")).toBe(before + 1);
    expect(intake.log.text()).not.toContain(secretText);
  });

  it("never makes up names for the metrics", async () => {
    const before = await counted("other", "ignored");
    for (const event of ["a", "b", "x".repeat(500)]) await statementsOf(event, { action: "created" });
    expect(await counted("other", "ignored")).toBe(before + 3);
    expect(await intake.metrics()).not.toMatch(/event="(a|b|x+)"/);
  });
});

describe("a delivery that counts", () => {
  it.each([
    ["a request", "issue_comment", commentPayload(), "intake-request"],
    ["a push", "pull_request", pushedPayload(), "intake-fact-number"],
    ["a check", "check_run", checkPayload(), "intake-fact-head"],
    ["a deployment", "deployment_status", deploymentPayload(), "intake-fact-repository"],
  ])("costs one statement before the answer: %s", async (_what, event, payload, statement) => {
    expect(await statementsOf(event, payload)).toEqual([statement]);
  });

  it("is named in the log by delivery, repository and pull request, and never by its text", async () => {
    const guid = nextGuid();
    await intake.deliver("issue_comment", commentPayload(), { guid });
    await intake.deliver("pull_request", pushedPayload(), { guid });
    await intake.deliver("check_run", checkPayload(), { guid });
    const [request, push, check] = intake.log.lines();
    expect(request).toMatchObject({ delivery: guid, repository: "acme/shop", pull: 7, msg: "kept a request" });
    expect(push).toMatchObject({ delivery: guid, repository: "acme/shop", pull: 7, msg: "noted a fact" });
    expect(check).toMatchObject({ delivery: guid, repository: "acme/shop", head: "a".repeat(40), msg: "noted a fact" });
    expect(intake.log.text()).not.toContain(secretText);
  });

  it("is counted by what it meant", async () => {
    const before = [await counted("issue_comment", "request"), await counted("check_run", "fact")];
    await statementsOf("issue_comment", commentPayload());
    await statementsOf("check_run", checkPayload());
    expect([await counted("issue_comment", "request"), await counted("check_run", "fact")]).toEqual(
      before.map((count) => count + 1),
    );
  });

  it("is kept once, however often and at once it comes", async () => {
    const guid = nextGuid();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => intake.deliver("issue_comment", commentPayload("/hold"), { guid })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const rows = await query<{ seq: number }>(intake.db, "select seq from webhook_deliveries where guid = $1", [guid]);
    expect(rows).toHaveLength(1);
    expect(intake.log.lines().filter((line) => line["fresh"] === true)).toHaveLength(1);
  });

  it("makes only pull requests due that ever had a workflow", async () => {
    const { id: repositoryId } = pushedPayload().repository;
    await intake.deliver("issue_comment", commentPayload());
    const due = () =>
      query<{ facts: number }>(
        intake.db,
        "select facts_wanted as facts from pull_requests where repository_id = $1 and number = 7",
        [repositoryId],
      );
    await intake.deliver("pull_request", pushedPayload());
    expect(await due()).toEqual([{ facts: 0 }]);
    const workflow = newWorkflow({ repositoryId, pullNumber: 7 });
    await saveDecision(intake.db, {
      before: null,
      after: workflow,
      moves: [started],
      cause: "test",
      now,
      delivery: null,
      outbox: [],
      wantsFacts: false,
    });
    await intake.deliver("pull_request", pushedPayload());
    expect(await due()).toEqual([{ facts: 1 }]);
  });
});

describe("the same delivery five times at once", () => {
  it("moves the workflow once", async () => {
    const relay = await startRelay({ sandbox: { deliveryConcurrency: 5 } });
    try {
      const stage = openRepository(relay);
      const pull = stage.openPull();
      await stage.say(pull, "maria", "/start");
      relay.sandbox.deliveries.double({ next: 1, times: 5 });
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("planning");
      const sent = relay.sandbox.deliveries.attempts.filter(({ delivery }) => saysAdvance(delivery.payload));
      expect(sent.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
      expect(await query(relay.db, "select guid from webhook_deliveries", [])).toHaveLength(2);
    } finally {
      await relay.close();
    }
  });
});

describe("a database that is away", () => {
  it("makes the answer 500, in one line of the log, without the payload", async () => {
    const away = await startIntake();
    try {
      await away.proxy.close();
      const response = await away.deliver("issue_comment", commentPayload(), { guid: nextGuid() });
      expect(response.status).toBe(500);
      const said = await response.text();
      expect(said).toContain("database did not take the delivery in");
      expect(said).not.toContain("127.0.0.1");
      const lines = away.log.lines();
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({ level: 50, repository: "acme/shop", pull: 7, event: "issue_comment" });
      expect(lines[0]?.["delivery"]).toMatch(/^0{8}-/);
      for (const secret of [secretText, webhookSecret]) expect(away.log.text()).not.toContain(secret);
    } finally {
      await away.close();
    }
  });

  it("does not matter to what is ignored", async () => {
    const away = await startIntake();
    try {
      await away.proxy.close();
      expect((await away.deliver("ping", { zen: "Keep it simple." })).status).toBe(200);
    } finally {
      await away.close();
    }
  });
});

describe("a database that hangs", () => {
  it("makes the answer 500 in time, so that Probot does not say 202 by itself", async () => {
    const silence = await listenAndSayNothing();
    const log = pino({ level: "silent" });
    const db = openDatabase({ host: "127.0.0.1", port: silence.port, user: "baton" });
    const began = performance.now();
    const delivery = { guid: nextGuid(), event: "issue_comment", payload: commentPayload() };
    const self = { appId: 7, slug: "baton" };
    const about = { db, self, log, now: () => now, count: () => undefined, durableWithinMs: 50 };
    await expect(takeIn(about, delivery)).rejects.toMatchObject({
      message: "Baton's database did not take the delivery in; it is asked for again later.",
      cause: { message: "It took longer than 50 ms." },
    });
    expect(performance.now() - began).toBeLessThan(5_000);
    await silence.close();
    await db.close();
  });

  it("answers 500 over HTTP, and keeps the delivery for the next time it is sent", async () => {
    const slow = await startIntake({ durableWithinMs: 150 });
    try {
      const guid = nextGuid();
      await slow.deliver("issue_comment", commentPayload(), { guid: nextGuid() });
      const release = await lock(slow.db, "webhook_deliveries");
      const response = await slow.deliver("issue_comment", commentPayload(), { guid });
      expect(response.status).toBe(500);
      await release();
      await eventually(
        async () => (await slow.deliver("issue_comment", commentPayload(), { guid })).status,
        (status) => status === 200,
        { what: "keeping it" },
      );
      const rows = await query(slow.db, "select seq from webhook_deliveries where guid = $1", [guid]);
      expect(rows).toHaveLength(1);
    } finally {
      await slow.close();
    }
  });
});

function saysAdvance(payload: Readonly<Record<string, unknown>>): boolean {
  return (payload["comment"] as { readonly body?: string } | undefined)?.body === "/advance";
}

/** Holds a table, so that nothing can be written into it. */
async function lock(db: Database, table: string): Promise<() => Promise<void>> {
  const client = await db.pool.connect();
  await client.query("begin");
  await client.query(`lock table ${table} in access exclusive mode`);
  return async () => {
    await client.query("rollback");
    client.release();
  };
}

async function listenAndSayNothing() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await eventually(
        () => sockets.size,
        (size) => size > 0,
      );
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
