import { describe, expect, it } from "vitest";
import { publishLabel } from "../../src/github/publish-label.ts";
import { allowOnlyPrescribed, api, pull, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const labels = "/repos/acme/app/issues/7/labels";
const label = "baton: testing";
const definition = "/repos/acme/app/labels/baton%3A%20testing";

function givePresent(...names: readonly string[]): void {
  api()
    .get(labels)
    .query({ per_page: "100" })
    .reply(
      200,
      names.map((name) => ({ name })),
    );
}

describe("the state's label", () => {
  it("is left alone where it is there, in whatever case", async () => {
    const client = testClient();
    givePresent("bug", "Baton: Testing");
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 0 });
  });

  it("takes the place of another state's, and other labels stay", async () => {
    const client = testClient();
    givePresent("bug", "baton: planning", "baton: hold", "baton: start", "baton: tuning");
    api().get(definition).reply(200, { name: label });
    api()
      .post(labels, { labels: [label] })
      .reply(200, []);
    api().delete(`${labels}/baton%3A%20planning`).reply(200, []);
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 2 });
  });

  it("is defined with its colour and description where the repository lacks it", async () => {
    const client = testClient();
    givePresent();
    api().get(definition).reply(404, { message: "Not Found" });
    api()
      .post("/repos/acme/app/labels", (body: Record<string, string>) => {
        const { name, color, description } = body;
        return name === label && /^[0-9a-f]{6}$/.test(color ?? "") && (description ?? "").includes("Testing");
      })
      .reply(201, {});
    api()
      .post(labels, { labels: [label] })
      .reply(200, []);
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 2 });
  });

  it("is used where another pull request defined it meanwhile", async () => {
    const client = testClient();
    givePresent();
    api().get(definition).reply(404, { message: "Not Found" });
    const errors = [{ resource: "Label", code: "already_exists", field: "name" }];
    api().post("/repos/acme/app/labels").reply(422, { message: "Validation Failed", errors });
    api()
      .post(labels, { labels: [label] })
      .reply(200, []);
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 1 });
  });

  it("goes where none may be, and it does not matter who took it off", async () => {
    const client = testClient();
    givePresent("baton: testing", "baton: planning");
    api().delete(`${labels}/baton%3A%20testing`).reply(200, []);
    api().delete(`${labels}/baton%3A%20planning`).reply(404, { message: "Label does not exist" });
    expect(await publishLabel(client, pull, { label: null, remove: [] })).toEqual({ writes: 1 });
  });

  it("takes along the labels that it is told to", async () => {
    const client = testClient();
    givePresent("baton: testing", "Baton: Retry", "baton: hold");
    api().delete(`${labels}/Baton%3A%20Retry`).reply(200, []);
    const remove = ["baton: retry", "baton: start"];
    expect(await publishLabel(client, pull, { label, remove })).toEqual({ writes: 1 });
  });
});
