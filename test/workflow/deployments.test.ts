import { describe, expect, test } from "vitest";
import { decisiveDeployment } from "../../src/workflow/deployments.ts";
import { aDeployment, aPolicy, deploymentsOf } from "./support.ts";

const production = aPolicy({ deployment: { environment: "production", creator: "github-actions" } });

describe("the decisive deployment", () => {
  test("is the newest that contains the head", () => {
    const newest = aDeployment({ id: "deployment:3", containsHead: false });
    const next = aDeployment({ id: "deployment:2", state: "pending" });
    expect(decisiveDeployment(deploymentsOf([newest, next, aDeployment()]), production)).toBe(next);
  });

  test("is none where none contains the head", () => {
    expect(decisiveDeployment(deploymentsOf([aDeployment({ containsHead: false })]), production)).toBeNull();
  });

  test.each([
    ["another environment", { environment: "staging" }, false],
    ["another creator", { creator: "mallory" }, false],
    ["the App's login", { creator: "github-actions[bot]" }, true],
    ["the App's slug", { creator: "GitHub-Actions" }, true],
  ] as const)("with %s counts: %s", (_, fields, counts) => {
    expect(decisiveDeployment(deploymentsOf([aDeployment(fields)]), production) !== null).toBe(counts);
  });

  test("may be to anywhere and by anybody where the rules say nothing", () => {
    const anywhere = aDeployment({ environment: "staging", creator: "mallory" });
    expect(decisiveDeployment(deploymentsOf([anywhere]), aPolicy())).toBe(anywhere);
  });
});
