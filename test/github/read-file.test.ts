import { describe, expect, it } from "vitest";
import { readFile } from "../../src/github/read-file.ts";
import { readRulesFile } from "../../src/github/read-rules-file.ts";
import { allowOnlyPrescribed, api, fullName, testClient } from "./fake-api.ts";

allowOnlyPrescribed();

const path = "docs/a.txt";
const route = /^\/api\/v3\/repos\/acme\/app\/contents\/docs(?:\/|%2F)a\.txt$/;
const read = () => readFile(testClient(), { fullName, path, bytesMax: 10 });

/** A file as GitHub shows it. */
const file = (text: string | Buffer, more: object = {}) => ({
  type: "file",
  encoding: "base64",
  size: Buffer.byteLength(text),
  content: `${Buffer.from(text).toString("base64")}\n`,
  sha: "b1",
  ...more,
});

const matching = (pattern: RegExp) => (uri: string) => pattern.test(uri);

function answer(status: number, body: object | object[]): void {
  api()
    .get((uri) => matching(route)(uri))
    .reply(status, body as Record<string, unknown>);
}

describe("a file of a repository", () => {
  it("is its text, byte order mark and all, and its blob", async () => {
    answer(200, file("\uFEFFäh: 1"));
    expect(await read()).toEqual({ kind: "file", text: "\uFEFFäh: 1", blobSha: "b1" });
  });

  it("is none where there is none", async () => {
    answer(404, { message: "Not Found" });
    expect(await read()).toEqual({ kind: "none" });
  });

  it.each([
    ["a directory", [file("x")], "directory", null],
    ["a link that leads nowhere", { type: "symlink", target: "../../etc", sha: "b1", size: 9 }, "symlink", null],
    ["a submodule", { type: "submodule", submodule_git_url: "git://x", sha: "b1", size: 0 }, "submodule", null],
    ["a submodule that calls itself a file", file("x", { submodule_git_url: "git://x" }), "submodule", null],
    ["a file over the bound", file("x".repeat(11)), "too large", "b1"],
    ["a file over 1 MB", file("", { encoding: "none", size: 2_000_000 }), "too large", "b1"],
    ["a file that is no UTF-8", file(Buffer.from([0x66, 0xff])), "not UTF-8", "b1"],
  ])("says what it is instead: %s", async (_, body, fault, blobSha) => {
    answer(200, body);
    expect(await read()).toEqual({ kind: "fault", fault, blobSha });
  });

  it("is too large where GitHub will not even show it", async () => {
    const errors = [{ resource: "Blob", field: "data", code: "too_large" }];
    answer(403, { message: "This API returns blobs up to 100 MB in size.", errors });
    expect(await read()).toEqual({ kind: "fault", fault: "too large", blobSha: null });
  });

  it("is not taken for anything where GitHub refuses or fails", async () => {
    answer(403, { message: "Resource not accessible by integration" });
    await expect(read()).rejects.toMatchObject({ status: 403 });
    answer(502, { message: "Bad gateway" });
    await expect(read()).rejects.toMatchObject({ status: 502 });
  });
});

describe("the rules file", () => {
  it("is read at the ref that is asked for", async () => {
    api()
      .get((uri) => /contents\/\.github(?:\/|%2F)baton\.yml\?ref=feature$/.test(uri))
      .reply(200, file("gate: testing\n"));
    const rules = await readRulesFile(testClient(), { fullName, ref: "feature" });
    expect(rules).toMatchObject({ kind: "good", blobSha: "b1", rules: { gate: "testing" } });
  });
});
