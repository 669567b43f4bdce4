import { once } from "node:events";
import { request, type ClientRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bodyBytesMax } from "../../src/webhooks/read-body.ts";
import { eventually } from "../support/eventually.ts";
import { commentPayload, secretText } from "./payloads.ts";
import { signatureOf, startIntake, webhookSecret, type IntakeServer } from "./start-intake.ts";

let intake: IntakeServer;
beforeAll(async () => {
  intake = await startIntake();
});
afterAll(() => intake.close());
beforeEach(() => {
  intake.log.clear();
});

/** What a refusal costs in the log: one line, without anything of what was sent. */
function expectOneShortLine(why: string): void {
  const lines = intake.log.lines();
  expect(lines).toHaveLength(1);
  expect(lines[0]?.msg).toContain(why);
  expect(intake.log.text().length).toBeLessThan(300);
  expect(intake.log.text()).not.toContain(secretText);
  expect(intake.log.text()).not.toContain(webhookSecret);
}

describe("a signature", () => {
  it("that does not fit is answered 400 and costs one line of the log, without the payload", async () => {
    const body = JSON.stringify(commentPayload());
    const signature = signatureOf(body, "another secret");
    const response = await intake.deliver("issue_comment", null, {
      body,
      guid: "0f8fad5b-d9cb-469f-a165-70867728950e",
      headers: { "x-hub-signature-256": signature },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: "The signature does not fit the webhook secret." });
    expectOneShortLine("its signature does not fit the webhook secret");
    expect(intake.log.lines()[0]).toMatchObject({ delivery: "0f8fad5b-d9cb-469f-a165-70867728950e", level: 40 });
  });

  it.each([
    ["empty", ""],
    ["without a digest", "sha256="],
    ["by another hash", `sha1=${"0".repeat(40)}`],
    ["endless", "x".repeat(5000)],
    ["no hexadecimal", `sha256=${"é".repeat(64)}`],
    ["all zeros", `sha256=${"0".repeat(64)}`],
  ])("that is %s is refused like any other that does not fit", async (_form, signature) => {
    const headers = { "x-hub-signature-256": signature };
    const response = await intake.deliver("issue_comment", commentPayload(), { headers });
    expect(response.status).toBe(400);
    expectOneShortLine("its signature does not fit");
  });

  it("that is missing is refused before the body is read", async () => {
    const sending = post({ "content-type": "application/json", "content-length": "20000000" });
    sending.flushHeaders();
    const response = await answerTo(sending);
    expect(response.statusCode).toBe(400);
    expect(response.headers.connection).toBe("close");
    expectOneShortLine("its signature does not fit");
    sending.destroy();
  });

  it("over nothing at all is refused", async () => {
    const response = await intake.deliver("ping", null, { body: "" });
    expect(response.status).toBe(400);
    expectOneShortLine("its signature does not fit");
  });

  it("of one body does not let another in", async () => {
    const signature = signatureOf(JSON.stringify(commentPayload("/start")));
    const response = await intake.deliver("issue_comment", commentPayload("/cancel"), {
      headers: { "x-hub-signature-256": signature },
    });
    expect(response.status).toBe(400);
  });
});

describe("the name of a delivery in the log", () => {
  it.each([
    ["thousands of letters", "x".repeat(3000)],
    ["HTML", "<script>"],
    ["two words", "a b"],
  ])("is never %s out of a header", async (_what, guid) => {
    await intake.deliver("issue_comment", commentPayload(), { guid, headers: { "x-hub-signature-256": "sha256=0" } });
    expect(intake.log.lines()[0]?.["delivery"]).toBe("without a GUID");
  });
});

describe("a signed body", () => {
  it.each(["{", "null", '"text"', "[]", "7", "payload=%7B%7D"])(
    "that is no JSON object is answered 400: %j",
    async (body) => {
      const response = await intake.deliver("issue_comment", null, { body });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: "The body is no JSON object." });
      expectOneShortLine("its body is no JSON object");
    },
  );

  it("in a form is answered 415, and the log says which setting to change", async () => {
    const body = `payload=${encodeURIComponent(JSON.stringify(commentPayload()))}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await intake.deliver("issue_comment", null, { body, headers });
    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({ error: "Set the webhook's content type to application/json." });
    expectOneShortLine("set the webhook's content type to application/json");
  });

  it("may say which character set its JSON is in", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await intake.deliver("ping", { zen: "Keep it simple." }, { headers })).status).toBe(200);
  });

  it.each(["x-github-event", "x-github-delivery"])("without the header %s is answered 400", async (name) => {
    const response = await intake.deliver("ping", { zen: "Keep it simple." }, { without: [name] });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(name);
  });

  it("in other letters than ASCII is verified by its bytes", async () => {
    const response = await intake.deliver("ping", { zen: "Halte es schlicht – 简单 🎈" });
    expect(response.status).toBe(200);
  });
});

describe("a body over 25 MB", () => {
  it("is answered 413 at once where its length says so, without being read", async () => {
    const sending = post({ ...signed, "content-length": String(bodyBytesMax + 1) });
    sending.flushHeaders();
    const response = await answerTo(sending);
    expect(response.statusCode).toBe(413);
    expect(response.headers.connection).toBe("close");
    expectOneShortLine("over 25 MB");
    sending.destroy();
  });

  it("is cut off while it streams in: the server reads no further", async () => {
    const sending = post({ ...signed, "transfer-encoding": "chunked" });
    const sent = await pour(sending, 20 * bodyBytesMax);
    expect(sent.answer === 413 || sent.answer === "reset").toBe(true);
    // What was sent beyond the limit is what the sockets hold on the way.
    expect(sent.bytes).toBeGreaterThan(bodyBytesMax - 1);
    expect(sent.bytes).toBeLessThan(2 * bodyBytesMax);
    await eventually(
      () => intake.log.lines().length,
      (count) => count > 0,
    );
    expectOneShortLine("over 25 MB");
  });

  it("of exactly 25 MB is read and verified", async () => {
    const body = `{"text":"${"a".repeat(bodyBytesMax - 11)}"}`;
    expect(Buffer.byteLength(body)).toBe(bodyBytesMax);
    expect((await intake.deliver("ping", null, { body })).status).toBe(200);
  });
});

describe("a sender that breaks off", () => {
  it("in the middle of the body leaves no line in the log, and the server goes on", async () => {
    const socket = connect(intake.port, "127.0.0.1");
    await once(socket, "connect");
    const head = [
      "POST /api/github/webhooks HTTP/1.1",
      "host: localhost",
      `x-hub-signature-256: sha256=${"0".repeat(64)}`,
    ];
    socket.write(`${[...head, "content-length: 100"].join("\r\n")}\r\n\r\n{"half":`);
    socket.resetAndDestroy();
    expect((await intake.deliver("ping", { zen: "Keep it simple." })).status).toBe(200);
    expect(intake.log.lines()).toEqual([]);
  });
});

describe("another method on the webhooks' path", () => {
  it("is not found", async () => {
    const response = await fetch(intake.url);
    expect(response.status).toBe(404);
    expect(intake.log.lines()).toEqual([]);
  });
});

const signed = { "content-type": "application/json", "x-hub-signature-256": `sha256=${"0".repeat(64)}` };

function post(headers: Record<string, string>): ClientRequest {
  const sending = request(intake.url, { method: "POST", headers, agent: false });
  sending.on("error", () => undefined);
  return sending;
}

async function answerTo(sending: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(sending, "response")) as [IncomingMessage];
  return response;
}

/** Sends and sends, as fast as it is taken, until the other side has had enough. */
async function pour(sending: ClientRequest, most: number): Promise<{ bytes: number; answer?: number | "reset" }> {
  const chunk = Buffer.alloc(1024 * 1024, "a");
  const seen: { bytes: number; answer?: number | "reset" } = { bytes: 0 };
  sending.on("response", (response: IncomingMessage) => (seen.answer ??= response.statusCode ?? 0));
  sending.on("error", () => (seen.answer ??= "reset"));
  const over = new Promise<void>((resolve) => sending.once("close", resolve));
  while (seen.answer === undefined && seen.bytes < most) {
    seen.bytes += chunk.length;
    if (!sending.write(chunk)) await Promise.race([once(sending, "drain").catch(() => undefined), over]);
  }
  if (seen.answer === undefined) await Promise.race([once(sending, "response").catch(() => undefined), over]);
  sending.destroy();
  return seen;
}
