import { describe, expect, it } from "vitest";
import { publishComment } from "../../src/github/publish-comment.ts";
import { allowOnlyPrescribed, api, apiUrl, ownComment, pull, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const list = "/repos/acme/app/issues/7/comments";
const one = (id: number) => `/repos/acme/app/issues/comments/${String(id)}`;
const marker = "<!-- baton:status -->";
const body = `${marker}\n# Testing`;
const unknown = { ...pull, commentId: null };
const known = { ...pull, commentId: 11 };

/** What is asked for after a create: everything since ten minutes before it. */
const since = { per_page: "100", since: "2026-11-02T09:50:00.000Z" };

function giveList(comments: readonly object[], query: object = { per_page: "100" }): void {
  api()
    .get(list)
    .query(query as Record<string, string>)
    .reply(200, comments);
}

describe("the status comment", () => {
  it("is left alone where it says the same", async () => {
    const client = testClient();
    api()
      .get(one(11))
      .reply(200, ownComment(11, `${body.replaceAll("\n", "\r\n")}\n`));
    expect(await publishComment(client, known, body)).toEqual({ commentId: 11, writes: 0 });
  });

  it("is edited where it differs", async () => {
    const client = testClient();
    api()
      .get(one(11))
      .reply(200, ownComment(11, `${marker}\n# Planning`));
    api().patch(one(11), { body }).reply(200, ownComment(11, body));
    expect(await publishComment(client, known, body)).toEqual({ commentId: 11, writes: 1 });
  });

  it("is put right where somebody edited it, its marker included", async () => {
    const client = testClient();
    api().get(one(11)).reply(200, ownComment(11, "gone"));
    api().patch(one(11), { body }).reply(200, ownComment(11, body));
    expect(await publishComment(client, known, body)).toEqual({ commentId: 11, writes: 1 });
  });

  it("is written where there is none", async () => {
    const client = testClient();
    giveList([]);
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(12, body)], since);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 12, writes: 1 });
  });

  it.each([404, 410])("is written again where it was deleted (%i)", async (status) => {
    const client = testClient();
    api().get(one(11)).reply(status, { message: "Gone" });
    giveList([]);
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(12, body)], since);
    expect(await publishComment(client, known, body)).toEqual({ commentId: 12, writes: 1 });
  });

  it("is written again where it is deleted between reading and editing", async () => {
    const client = testClient();
    api()
      .get(one(11))
      .reply(200, ownComment(11, `${marker}\n# Planning`));
    api().patch(one(11)).reply(404, { message: "Not Found" });
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(12, body)], since);
    expect(await publishComment(client, known, body)).toEqual({ commentId: 12, writes: 1 });
  });

  it("is found again where its id was lost, on whatever page it is", async () => {
    const client = testClient();
    const link = `<${apiUrl}${list}?per_page=100&page=2>; rel="next"`;
    api()
      .get(list)
      .query({ per_page: "100" })
      .reply(200, [{ ...ownComment(5, "hello"), performed_via_github_app: null }], { link });
    giveList([ownComment(11, body)], { per_page: "100", page: "2" });
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 11, writes: 0 });
  });

  it("is found by the bot's login where GitHub does not name the App", async () => {
    const client = testClient();
    giveList([{ ...ownComment(11, body), performed_via_github_app: null }]);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 11, writes: 0 });
  });

  it("is found by the App's id where the bot had another login when it wrote", async () => {
    const client = testClient();
    giveList([{ ...ownComment(11, body), user: { id: 1, login: "relay[bot]", type: "Bot" } }]);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 11, writes: 0 });
  });

  it("is never somebody else's who wrote the marker", async () => {
    const client = testClient();
    giveList([
      { ...ownComment(1, body), user: { id: 5, login: "mallory", type: "User" }, performed_via_github_app: null },
      {
        ...ownComment(2, body),
        user: { id: 6, login: "other[bot]", type: "Bot" },
        performed_via_github_app: { id: 9 },
      },
      { ...ownComment(3, body), user: { id: 5, login: "mallory", type: "User" } },
      { ...ownComment(4, body), user: null, performed_via_github_app: null },
    ]);
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(12, body)], since);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 12, writes: 1 });
  });

  it("is never one of Baton's own that only quotes the marker", async () => {
    const client = testClient();
    giveList([ownComment(3, `<!-- baton:reply:1 -->\nsomebody wrote ${marker}`)]);
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(12, body)], since);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 12, writes: 1 });
  });

  it("is not taken from somebody else where the known id is not Baton's", async () => {
    const client = testClient();
    api()
      .get(one(11))
      .reply(200, { ...ownComment(11, body), user: { id: 5, login: "mallory", type: "User" } });
    giveList([ownComment(12, body)]);
    expect(await publishComment(client, known, body)).toEqual({ commentId: 12, writes: 0 });
  });

  it("stays the oldest where there are doubles, which are deleted", async () => {
    const client = testClient();
    giveList([ownComment(14, body), ownComment(11, body), ownComment(12, body)]);
    api().delete(one(12)).reply(404, { message: "Not Found" });
    api().delete(one(14)).reply(204);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 11, writes: 2 });
  });

  it("stays the older one where another was written at the same time", async () => {
    const client = testClient();
    giveList([]);
    api().post(list, { body }).reply(201, ownComment(12, body));
    giveList([ownComment(11, `${marker}\n# Planning`), ownComment(12, body)], since);
    api().delete(one(12)).reply(204);
    api().patch(one(11), { body }).reply(200, ownComment(11, body));
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 11, writes: 3 });
  });

  it("is found by the second try where the first was carried out without an answer", async () => {
    const client = testClient();
    giveList([]);
    api().post(list, { body }).reply(502, "<html>Bad gateway</html>");
    await expect(publishComment(client, unknown, body)).rejects.toMatchObject({ status: 502 });
    giveList([ownComment(12, body)]);
    expect(await publishComment(client, unknown, body)).toEqual({ commentId: 12, writes: 0 });
  });

  it("needs a marker of Baton's to be known by", async () => {
    await expect(publishComment(testClient(), unknown, "# Testing")).rejects.toThrow(
      "must begin with its hidden marker",
    );
  });
});
