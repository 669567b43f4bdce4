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

interface Shown {
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** GitHub puts the label on and shows all that are there then. */
function giveAdded(name: string, ...shown: readonly Shown[]): void {
  api()
    .post(labels, { labels: [name] })
    .reply(200, shown);
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
    giveAdded(
      label,
      { name: "bug", color: "ededed", description: null },
      { name: label, color: "5319e7", description: "…" },
    );
    api().delete(`${labels}/baton%3A%20planning`).reply(200, []);
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 2 });
  });

  it("gets its colour and description where the repository had none of its name", async () => {
    const client = testClient();
    givePresent();
    giveAdded(label, { name: label, color: "ededed", description: null });
    api()
      .patch(definition, (body: Record<string, string>) => {
        const { color, description } = body;
        return /^[0-9a-f]{6}$/.test(color ?? "") && (description ?? "").includes("Testing");
      })
      .reply(200, {});
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 2 });
  });

  it("does without where somebody deleted it from the repository meanwhile", async () => {
    const client = testClient();
    givePresent();
    giveAdded(label, { name: label, color: "ededed", description: "" });
    api().patch(definition).reply(404, { message: "Not Found" });
    expect(await publishLabel(client, pull, { label, remove: [] })).toEqual({ writes: 1 });
  });

  it("is joined by those that are to be there as well", async () => {
    const client = testClient();
    givePresent("baton: testing", "Baton:Hold");
    expect(await publishLabel(client, pull, { label, add: ["baton: hold"], remove: [] })).toEqual({ writes: 0 });
    givePresent("baton: testing");
    giveAdded("baton: hold", { name: "baton: hold", color: "ededed", description: null });
    api()
      .patch("/repos/acme/app/labels/baton%3A%20hold", (body: Record<string, string>) => {
        return (body["description"] ?? "").includes("stands still");
      })
      .reply(200, {});
    expect(await publishLabel(client, pull, { label, add: ["baton: hold"], remove: [] })).toEqual({ writes: 2 });
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
    givePresent("baton: testing", "Baton: Retry", "baton:start", "baton: hold");
    api().delete(`${labels}/Baton%3A%20Retry`).reply(200, []);
    api().delete(`${labels}/baton%3Astart`).reply(200, []);
    const remove = ["baton: retry", "baton: start"];
    expect(await publishLabel(client, pull, { label, remove })).toEqual({ writes: 2 });
  });
});
