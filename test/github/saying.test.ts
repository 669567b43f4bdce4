import { describe, expect, it } from "vitest";
import { react } from "../../src/github/react.ts";
import { removeLabel } from "../../src/github/remove-label.ts";
import { sendComment } from "../../src/github/send-comment.ts";
import { allowOnlyPrescribed, api, ownComment, pull, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const list = "/repos/acme/app/issues/7/comments";
const letter = { marker: "reply:5", body: "Not now.", attempts: 0, createdAt: new Date("2026-11-02T08:00:00Z") };
const written = "<!-- baton:reply:5 -->\nNot now.";
const sinceWritten = { per_page: "100", since: "2026-11-02T09:50:00.000Z" };
const sinceLetter = { per_page: "100", since: "2026-11-02T07:50:00.000Z" };

function giveList(query: Record<string, string>, ...comments: readonly object[]): void {
  api().get(list).query(query).reply(200, comments);
}

describe("a comment that is sent once", () => {
  it("is written with its marker in front", async () => {
    const client = testClient();
    api().post(list, { body: written }).reply(201, ownComment(21, written));
    giveList(sinceWritten, ownComment(21, written));
    expect(await sendComment(client, pull, letter)).toEqual({ githubId: 21 });
  });

  it("is looked for before a second try", async () => {
    const client = testClient();
    api().post(list, { body: written }).reply(502, "<html>Bad gateway</html>");
    await expect(sendComment(client, pull, letter)).rejects.toMatchObject({ status: 502 });
    giveList(sinceLetter, ownComment(20, "<!-- baton:reply:50 -->\nNot now."), ownComment(21, written));
    expect(await sendComment(client, pull, { ...letter, attempts: 1 })).toEqual({ githubId: 21 });
  });

  it("is written by the second try where the first did not reach GitHub", async () => {
    const client = testClient();
    giveList(sinceLetter);
    api().post(list, { body: written }).reply(201, ownComment(21, written));
    giveList(sinceWritten, ownComment(21, written));
    expect(await sendComment(client, pull, { ...letter, attempts: 1 })).toEqual({ githubId: 21 });
  });

  it("is not taken for sent where somebody else wrote the marker", async () => {
    const client = testClient();
    giveList(sinceLetter, { ...ownComment(20, written), user: { id: 5, login: "mallory", type: "User" } });
    api().post(list, { body: written }).reply(201, ownComment(21, written));
    giveList(sinceWritten, ownComment(21, written));
    expect(await sendComment(client, pull, { ...letter, attempts: 1 })).toEqual({ githubId: 21 });
  });

  it("leaves one where two were written, the older", async () => {
    const client = testClient();
    api().post(list, { body: written }).reply(201, ownComment(21, written));
    giveList(sinceWritten, ownComment(19, written), ownComment(21, written));
    api().delete("/repos/acme/app/issues/comments/21").reply(204);
    expect(await sendComment(client, pull, letter)).toEqual({ githubId: 19 });
  });
});

describe("a reaction", () => {
  const path = "/repos/acme/app/issues/comments/31/reactions";

  it.each([200, 201])("is given, whether or not it was there (%i)", async (status) => {
    const client = testClient();
    api().post(path, { content: "rocket" }).reply(status, { id: 41, content: "rocket" });
    expect(await react(client, pull, 31, "rocket")).toBe(41);
  });

  it("is given to nobody where the comment is gone", async () => {
    const client = testClient();
    api().post(path).reply(404, { message: "Not Found" });
    expect(await react(client, pull, 31, "+1")).toBeNull();
  });

  it("fails where GitHub does not allow it", async () => {
    const client = testClient();
    api().post(path).reply(403, { message: "Resource not accessible by integration" });
    await expect(react(client, pull, 31, "confused")).rejects.toMatchObject({ status: 403 });
  });
});

describe("taking a label off", () => {
  it.each([
    [200, true],
    [404, false],
  ])("answers %i with %s", async (status, removed) => {
    const client = testClient();
    api().delete("/repos/acme/app/issues/7/labels/baton%3A%20start").reply(status, []);
    expect(await removeLabel(client, pull, "baton: start")).toBe(removed);
  });
});
