import { describe, expect, it } from "vitest";
import { listDeliveries, redeliver } from "../../src/github/hook-deliveries.ts";
import { allowOnlyPrescribed, api, apiUrl, testGitHub } from "./fake-api.ts";

allowOnlyPrescribed();

const path = "/app/hook/deliveries";
const since = new Date("2026-11-01T00:00:00Z");
const jwt = /^bearer [\w-]+\.[\w-]+\.[\w-]+$/;

/** As text, because JavaScript cannot write such an id as a number. */
function delivery(id: string, at: string, code = 200): string {
  return `{"id":${id},"guid":"guid-${id}","delivered_at":"${at}","status_code":${String(code)}}`;
}

const json = { "content-type": "application/json" };

describe("the App's deliveries", () => {
  it("are listed back to a time, page after page, as the App itself", async () => {
    const link = `<${apiUrl}${path}?per_page=100&cursor=v1_9>; rel="next"`;
    const first = [
      delivery("9007199254740995", "2026-11-02T09:00:00Z"),
      delivery("9007199254740993", "2026-11-02T08:00:00Z", 502),
    ];
    const second = [delivery("12", "2026-11-02T07:00:00Z", 0), delivery("11", "2026-10-31T23:59:59Z")];
    api()
      .get(path)
      .query({ per_page: "100" })
      .matchHeader("authorization", jwt)
      .reply(200, `[${first.join()}]`, { ...json, link });
    api()
      .get(path)
      .query({ per_page: "100", cursor: "v1_9" })
      .matchHeader("authorization", jwt)
      .reply(200, `[${second.join()}]`, json);
    const all = { since, from: null, pagesMax: 10 };
    const { deliveries, rest, pages } = await listDeliveries(testGitHub().app, all);
    expect({ rest, pages }).toEqual({ rest: null, pages: 2 });
    expect(deliveries).toEqual([
      {
        id: "9007199254740995",
        guid: "guid-9007199254740995",
        deliveredAt: new Date("2026-11-02T09:00:00Z"),
        ok: true,
      },
      {
        id: "9007199254740993",
        guid: "guid-9007199254740993",
        deliveredAt: new Date("2026-11-02T08:00:00Z"),
        ok: false,
      },
      { id: "12", guid: "guid-12", deliveredAt: new Date("2026-11-02T07:00:00Z"), ok: false },
    ]);
  });

  it("are told apart where their ids are too large for a number", async () => {
    const at = "2026-11-02T09:00:00Z";
    const all = ["9007199254740993", "9007199254740992", "9007199254740991"].map((id) => delivery(id, at));
    api().get(path).query(true).reply(200, `[${all.join()}]`, json);
    const { deliveries } = await listDeliveries(testGitHub().app, { since, from: null, pagesMax: 10 });
    expect(deliveries.map(({ id }) => id)).toEqual(["9007199254740993", "9007199254740992", "9007199254740991"]);
  });

  it("are listed page by page as well, each going on where the last one ended", async () => {
    const link = `<${apiUrl}${path}?per_page=100>; rel="prev", <${apiUrl}${path}?cursor=v1_3&per_page=100>; rel="next"`;
    const page = (id: string) => `[${delivery(id, "2026-11-02T09:00:00Z")}]`;
    api()
      .get(path)
      .query({ per_page: "100" })
      .reply(200, page("4"), { ...json, link });
    api().get(path).query({ per_page: "100", cursor: "v1_3" }).reply(200, page("3"), json);
    const { app } = testGitHub();
    const first = await listDeliveries(app, { since, from: null, pagesMax: 1 });
    expect(first).toMatchObject({ deliveries: [{ id: "4" }], rest: "v1_3", pages: 1 });
    const second = await listDeliveries(app, { since, from: first.rest, pagesMax: 1 });
    expect(second).toMatchObject({ deliveries: [{ id: "3" }], rest: null });
  });

  it("are sent once more by their id", async () => {
    api().post(`${path}/9007199254740995/attempts`).matchHeader("authorization", jwt).reply(202, {});
    await redeliver(testGitHub().app, "9007199254740995");
  });
});
