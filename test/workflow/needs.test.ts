import { describe, expect, test } from "vitest";
import { evidenceNeeds } from "../../src/workflow/needs.ts";
import { states, type State } from "../../src/workflow/states.ts";
import { aPolicy, aWorkflow, allIntentKinds, anIntent, workflowIn } from "./support.ts";

const strict = aPolicy({ verification: { approvals: 1 }, deployment: { completeOn: "deployment" } });

function needed(state: State, kind: (typeof allIntentKinds)[number] | null, policy = strict): string {
  const needs = evidenceNeeds(workflowIn(state, { policy }), kind === null ? null : anIntent(kind));
  return Object.entries(needs)
    .filter(([, isNeeded]) => isNeeded)
    .map(([part]) => part)
    .join(" ");
}

describe("listening needs the pull request and", () => {
  const parts: Partial<Record<State, string>> = {
    testing: "pull checks",
    handoff_to_verifier: "pull reviews",
    verification: "pull reviews",
    handoff_to_releaser: "pull deployments",
    deployment: "pull deployments",
  };

  test.each(states)("in %s what this state waits for", (state) => {
    expect(needed(state, null)).toBe(parts[state] ?? "pull");
  });

  test("reviews while either approvals or requests for changes mean something", () => {
    const shown = { approvals: 0, onChangesRequested: "nothing" } as const;
    expect(needed("verification", null, aPolicy({ verification: shown }))).toBe("pull");
    expect(needed("verification", null, aPolicy({ verification: { ...shown, approvals: 1 } }))).toBe("pull reviews");
    expect(needed("verification", null, aPolicy({ verification: { approvals: 0 } }))).toBe("pull reviews");
  });

  test("no deployments where a command or the merge completes", () => {
    expect(needed("deployment", null, aPolicy())).toBe("pull");
    expect(needed("deployment", null, aPolicy({ deployment: { completeOn: "merge" } }))).toBe("pull");
  });

  test("nothing else before the first workflow and once it is over", () => {
    const onlyPull = { pull: true, checks: false, reviews: false, deployments: false };
    expect(evidenceNeeds(null, null)).toEqual(onlyPull);
    expect(evidenceNeeds({ ...workflowIn("testing"), status: "cancelled" }, null)).toEqual(onlyPull);
  });
});

describe("judging", () => {
  test("a start needs the pull request, with or without a workflow", () => {
    expect(evidenceNeeds(null, anIntent("start")).pull).toBe(true);
    expect(needed("testing", "start")).toBe("pull");
  });

  const parts: Partial<Record<State, string>> = {
    testing: "pull checks",
    handoff_to_verifier: "pull",
    verification: "pull reviews",
    handoff_to_releaser: "pull",
    deployment: "pull",
  };

  test.each(states)("a step from %s needs what its guards ask for", (state) => {
    expect(needed(state, "advance")).toBe(parts[state] ?? "");
    expect(needed(state, "accept")).toBe(parts[state] ?? "");
  });

  test("a step from verification needs no reviews where the rules ask for no approvals", () => {
    expect(needed("verification", "advance", aPolicy())).toBe("pull");
  });

  test.each(allIntentKinds.filter((kind) => !["start", "advance", "accept"].includes(kind)))(
    "%s needs nothing",
    (kind) => {
      expect(states.map((state) => needed(state, kind)).join("")).toBe("");
    },
  );

  test("a step of no workflow, or of one that is over, needs nothing", () => {
    const nothing = { pull: false, checks: false, reviews: false, deployments: false };
    expect(evidenceNeeds(null, anIntent("advance"))).toEqual(nothing);
    expect(evidenceNeeds(aWorkflow({ status: "cancelled", currentState: "testing" }), anIntent("advance"))).toEqual(
      nothing,
    );
  });
});
