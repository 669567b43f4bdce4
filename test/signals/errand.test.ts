import { describe, expect, it } from "vitest";
import { errandKey, parseErrand, type Errand } from "../../src/signals/errand.ts";
import { subjectOfErrand } from "../../src/signals/subject-of-errand.ts";
import { repositoryRef as repository, sha } from "./payloads.ts";

const group = { kind: "merge_group", repository, headSha: sha, headRef: "refs/heads/q", baseRef: "refs/heads/main" };

const opened = {
  sender: { id: 11, login: "maria", type: "User", slug: null },
  at: "2026-03-01T09:00:00Z",
} as const;

const errands: readonly (readonly [Errand, string])[] = [
  [{ kind: "installation", installationId: 23 }, "23"],
  [{ kind: "permissions", installationId: 23 }, "23"],
  [group as Errand, `21/${sha}`],
  [{ kind: "merge_group_again", repository, headSha: sha }, `21/${sha}`],
  [{ kind: "rules", repository }, "21"],
  [{ kind: "pull_head", repository, number: 3, headSha: sha, opened: null }, `21/3/${sha}`],
  [{ kind: "pull_head", repository, number: 3, headSha: sha, opened }, `21/3/${sha}/opened`],
];

describe("an errand", () => {
  it.each(errands)("is kept as it is, and known by what it is about: %j", (errand, key) => {
    expect(parseErrand(JSON.parse(JSON.stringify(errand)))).toEqual(errand);
    expect(errandKey(errand)).toBe(key);
  });

  it.each([
    [errands[0], { installation: 23 }],
    [errands[3], { repository: repository.fullName, head: sha }],
    [errands[4], { repository: repository.fullName }],
    [errands[5], { repository: repository.fullName, head: sha, pull: 3 }],
  ])("is named in the log by what it is about: %j", (given, subject) => {
    const [errand] = given ?? [];
    if (errand === undefined) throw new Error("There is no such errand.");
    expect(subjectOfErrand(errand)).toEqual(subject);
  });

  it.each([null, {}, { kind: "fly" }, { ...group, headSha: 7 }])("that is none is not taken for one: %j", (details) => {
    expect(parseErrand(details)).toBeNull();
  });
});
