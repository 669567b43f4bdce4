import { afterEach, beforeEach, expect, test } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { openDesk } from "./desk.ts";
import type { Desk } from "./desk.ts";

let desk: Desk;
let pull: PullDriver;
beforeEach(async () => {
  desk = await openDesk();
  pull = desk.repository.openPull({ by: "chen" });
  await desk.sandbox.delivered();
});
afterEach(() => desk.close());

function bodies(): readonly string[] {
  return desk.webhooks.filter(({ event }) => event === "issue_comment").map(({ payload }) => payload.comment.body);
}

test("held deliveries wait, and are released in the order wanted", async () => {
  const { deliveries } = desk.sandbox;
  deliveries.pause();
  for (const text of ["one", "two", "three", "four"]) pull.comment("chen", text);
  await desk.sandbox.delivered();
  expect(bodies()).toEqual([]);
  expect(deliveries.held()).toHaveLength(4);
  const third = deliveries.held()[2]?.guid ?? "";
  deliveries.release([third, 0]);
  await desk.sandbox.delivered();
  expect(bodies()).toEqual(["three", "one"]);
  expect(() => deliveries.release([third])).toThrow("is held");
  deliveries.resume();
  pull.comment("chen", "five");
  await desk.sandbox.delivered();
  expect(bodies()).toEqual(["three", "one", "two", "four", "five"]);
});

test("only what matches is held when it is said what to hold", async () => {
  desk.sandbox.deliveries.pause("issue_comment.created");
  pull.comment("chen", "late");
  pull.label("chen", "x");
  expect((await desk.arrived()).at(-1)).toBe("pull_request.labeled");
  desk.sandbox.deliveries.resume();
  expect((await desk.arrived()).at(-1)).toBe("issue_comment.created");
});

test("a delivery comes twice under one GUID", async () => {
  desk.sandbox.deliveries.double({ next: 1, times: 3 });
  pull.comment("chen", "thrice");
  pull.comment("chen", "once");
  await desk.sandbox.delivered();
  expect(bodies()).toEqual(["thrice", "thrice", "thrice", "once"]);
  const guids = desk.webhooks.slice(-4).map(({ guid }) => guid);
  expect(new Set(guids).size).toBe(2);
  desk.sandbox.deliveries.double(guids[3] ?? "");
  await desk.sandbox.delivered();
  expect(bodies().at(-1)).toBe("once");
  expect(() => desk.sandbox.deliveries.redeliver("no such")).toThrow("No delivery no such was ever sent");
});

test("a lost delivery is on record as failed, and comes when it is asked for again", async () => {
  desk.sandbox.deliveries.drop("issue_comment");
  pull.comment("chen", "lost");
  await desk.sandbox.delivered();
  expect(bodies()).toEqual([]);
  const list = await desk.asApp("GET /app/hook/deliveries");
  const [failed] = list.body;
  expect(failed).toMatchObject({ event: "issue_comment", status: "failed to connect to host", redelivery: false });
  expect((await desk.asApp(`POST /app/hook/deliveries/${failed.id}/attempts`)).status).toBe(202);
  await desk.sandbox.delivered();
  expect(bodies()).toEqual(["lost"]);
  const again = await desk.asApp("GET /app/hook/deliveries?per_page=1");
  expect(again.body[0]).toMatchObject({ guid: failed.guid, status: "OK", status_code: 200, redelivery: true });
  expect(again.body[0].id).not.toBe(failed.id);
});

test("a delivery that is answered with an error is on record with it, and not tried again", async () => {
  desk.answerWith(500);
  pull.comment("chen", "refused");
  await desk.sandbox.delivered();
  expect(bodies()).toEqual(["refused"]);
  const [failed] = (await desk.asApp("GET /app/hook/deliveries?status=failure")).body;
  expect(failed).toMatchObject({ status: "Invalid HTTP Response: 500", status_code: 500 });
  const whole = await desk.asApp(`GET /app/hook/deliveries/${failed.id}`);
  expect(whole.body.request.payload.comment.body).toBe("refused");
  expect(whole.body.response.payload).toBe("noted");
});

test("asking for failures finds those that were answered, not those that nobody answered", async () => {
  desk.sandbox.deliveries.drop("issue_comment");
  pull.comment("chen", "lost");
  await desk.sandbox.delivered();
  expect((await desk.asApp("GET /app/hook/deliveries?status=failure")).body).toEqual([]);
  const fine = await desk.asApp("GET /app/hook/deliveries?status=success");
  expect(fine.body.length).toBe(desk.sandbox.deliveries.attempts.length - 1);
});

test("deliveries are listed newest first, a page after the other by cursor", async () => {
  for (const text of ["one", "two", "three"]) pull.comment("chen", text);
  await desk.sandbox.delivered();
  const seen: string[] = [];
  let path: string | undefined = "/app/hook/deliveries?per_page=2";
  while (path !== undefined) {
    const { body, headers } = await desk.asApp(`GET ${path}`);
    seen.push(...body.map((attempt: { guid: string }) => attempt.guid));
    path = /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1]?.replace(desk.sandbox.url, "");
  }
  expect(seen).toEqual(desk.webhooks.map(({ guid }) => guid).reverse());
});

test("after three days GitHub no longer knows of a delivery", async () => {
  const [first] = desk.sandbox.deliveries.attempts;
  desk.clock.advance(3 * 24 * 60 * 60 * 1000);
  expect((await desk.asApp("GET /app/hook/deliveries")).body).toEqual([]);
  expect((await desk.asApp(`GET /app/hook/deliveries/${first?.id}`)).status).toBe(404);
});

test("a receiver that does not answer in time is not waited for", async () => {
  await desk.close();
  desk = await openDesk({ deliveryTimeoutMs: 50 });
  desk.answerWith(null);
  desk.repository.openIssue({ by: "rita", title: "It breaks" }).comment("rita", "still");
  await desk.sandbox.delivered();
  expect(desk.sandbox.deliveries.attempts).toMatchObject([{ status: "timed out", statusCode: 0 }]);
});

test("only the App reads its deliveries", async () => {
  expect((await desk.asInstallation("GET /app/hook/deliveries")).status).toBe(401);
});
