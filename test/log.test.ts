import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { describe, expect, inject, it } from "vitest";
import { createProbot } from "../src/webhooks/create-probot.ts";
import { openDatabase } from "../src/store/database.ts";
import { writtenLog, type LogLine } from "./support/log-lines.ts";

const payload = { action: "created", issue: { title: "the board's salaries" } };
const secrets = ["the board's salaries", "ghs_0123456789abcdef", "hunter2", "Bearer"];

function expectNoSecret(text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret);
}

/** An error as Octokit throws it: with the request that failed, its token, and the answer. */
function requestError(): Error {
  return Object.assign(new Error("Not Found"), {
    name: "HttpError",
    status: 404,
    request: {
      method: "GET",
      url: "https://api.github.com/repos/acme/shop",
      headers: { authorization: "token ghs_0123456789abcdef" },
      body: JSON.stringify(payload),
    },
    response: { status: 404, headers: {}, data: { message: "the board's salaries" } },
  });
}

/** An error as `@octokit/webhooks` throws it for a handler's: with the event, and so with the payload. */
function webhookError(): AggregateError {
  const event = { id: "0f8fad5b", name: "issue_comment", payload };
  const inner = Object.assign(requestError(), { event });
  return Object.assign(new AggregateError([inner], "Not Found"), { event });
}

describe("an error in the log", () => {
  it.each([
    ["of Octokit", requestError],
    ["of a webhook", webhookError],
    ["with such a cause", () => new Error("The sync failed.", { cause: webhookError() })],
  ])("%s is without requests, tokens and payloads, under whichever name it is logged", (_what, make) => {
    const written = writtenLog("trace");
    written.log.error(make());
    written.log.error({ err: make() }, "it failed");
    written.log.error({ error: make() }, "it failed");
    written.log.child({ err: make() }).warn("it failed");
    expect(written.lines()).toHaveLength(4);
    expect(written.text()).toContain("Not Found");
    expectNoSecret(written.text());
  });

  it("keeps what helps to mend it: type, message, stack, code, status, causes", () => {
    const written = writtenLog();
    const cause = Object.assign(new TypeError("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    written.log.error({ err: Object.assign(new Error("The sync failed.", { cause }), { status: 502 }) }, "it failed");
    expect(written.lines()[0]?.["err"]).toMatchObject({
      type: "Error",
      message: "The sync failed.",
      status: 502,
      stack: expect.stringContaining("log.test.ts") as string,
      cause: { type: "TypeError", message: "connect ECONNREFUSED", code: "ECONNREFUSED" },
    });
  });

  it("says which query failed, but not with which parameters", async () => {
    const written = writtenLog();
    const db = openDatabase({ host: "127.0.0.1", port: 1 });
    const failed = db.drizzle.execute(sql`select ${"the board's salaries"}::text as said`);
    written.log.error({ err: await failed.catch((error: unknown) => error) }, "it failed");
    expect(written.lines()[0]?.["err"]).toMatchObject({
      message: "Failed query: select $1::text as said",
      cause: { code: "ECONNREFUSED" },
    });
    expectNoSecret(written.text());
    await db.close();
  });

  it("is bounded, however much it says", () => {
    const written = writtenLog();
    written.log.error({ err: new Error("x".repeat(1_000_000)) }, "it failed");
    expect(written.text().length).toBeLessThan(10_000);
  });

  it("shows each error of several, up to a bound", () => {
    const written = writtenLog();
    const errors = Array.from({ length: 50 }, (_, index) => new Error(`error ${String(index)}`));
    written.log.error({ err: new AggregateError(errors, "several") });
    const shown = written.lines()[0]?.["err"] as { errors: { message: string }[] } | undefined;
    expect(shown?.errors.map(({ message }) => message)).toEqual([
      "error 0",
      "error 1",
      "error 2",
      "error 3",
      "error 4",
    ]);
  });

  it("ends, even where a cause is its own", () => {
    const written = writtenLog();
    const error: Error & { cause?: unknown } = new Error("round");
    error.cause = error;
    written.log.error({ err: error });
    expect(written.text().length).toBeLessThan(20_000);
  });

  it("may be anything that was thrown", () => {
    const written = writtenLog();
    for (const thrown of ["text", null, undefined, 7, { token: "hunter2" }])
      written.log.error({ err: thrown }, "it failed");
    expect(written.lines()).toHaveLength(5);
    expect(written.lines()[0]?.["err"]).toEqual({ type: "string", message: "text" });
    expectNoSecret(written.text());
  });
});

describe("the last lines of a process", () => {
  it("are written, in order, though every thread that could write them is at something else", async () => {
    const script = `
      import { pbkdf2 } from "node:crypto";
      import { createLog } from "${new URL("../src/log.ts", import.meta.url).href}";
      const log = createLog({ level: "info", format: "json" });
      for (let thread = 0; thread < 4; thread += 1) pbkdf2("busy", "", 100_000_000, 64, "sha512", () => undefined);
      for (const message of ["first", "second", "last"]) log.info(message);
      process.kill(process.pid, "SIGKILL");`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type", "module", "--eval", script]);
    const said = (await text(child.stdout)).trimEnd().split("\n");
    expect(said.map((line) => (JSON.parse(line) as LogLine).msg)).toEqual(["first", "second", "last"]);
  });
});

describe("a secret in the log", () => {
  it("is blotted out, one level down, under the names that it has", () => {
    const written = writtenLog();
    const settings = { token: "hunter2", authorization: "hunter2", privateKey: "hunter2", webhookSecret: "hunter2" };
    written.log.info({ settings }, "the settings");
    expect(written.lines()[0]?.["settings"]).toEqual({
      token: "[secret]",
      authorization: "[secret]",
      privateKey: "[secret]",
      webhookSecret: "[secret]",
    });
  });
});

describe("a handler that throws inside Probot", () => {
  it("leaves no payload and no secret in the log", async () => {
    const written = writtenLog("trace");
    const { privateKey } = inject("appKey");
    const webhookSecret = "hunter2";
    const probot = createProbot(
      { appId: 7, privateKey, webhookSecret, apiUrl: "http://127.0.0.1:1" },
      {
        db: { pool: null } as never,
        self: { appId: 7, slug: "baton" },
        log: pino({ level: "silent" }),
        now: () => new Date(),
        count: () => {
          throw webhookError();
        },
      },
      written.log,
    );
    await probot.ready();
    await expect(
      probot.receive({ id: "0f8fad5b", name: "issue_comment", payload: payload as never }),
    ).rejects.toThrow();
    expect(written.lines()).toHaveLength(1);
    expect(written.lines()[0]).toMatchObject({ delivery: "0f8fad5b", msg: "a delivery could not be handled" });
    expectNoSecret(written.text());
    expect(written.text()).not.toContain("PRIVATE KEY");
  });
});
