import { describe, expect, it } from "vitest";
import { wishOfButton } from "../../src/report/button-wish.ts";
import { buttonFor, parseButton } from "../../src/report/buttons.ts";
import { at, head, workflowIn } from "./sample.ts";

const intents = ["advance", "accept", "retry", "hold", "unhold"] as const;

describe("the buttons of the check run", () => {
  it.each(intents)("read back as what they ask for and the turn they were shown for: %s", (intent) => {
    expect(parseButton(buttonFor(intent, 12).identifier)).toEqual({ intent, stateSeq: 12 });
  });

  it.each(intents)("keep to GitHub's lengths: %s", (intent) => {
    const { label, description, identifier } = buttonFor(intent, 999_999_999_999);
    expect(label.length).toBeLessThanOrEqual(20);
    expect(description.length).toBeLessThanOrEqual(40);
    expect(identifier.length).toBeLessThanOrEqual(20);
  });

  it.each(["", "advance", "advance:", "advance:x", "cancel:3", "ADVANCE:3", "advance:3:4"])(
    "are not “%s”",
    (identifier) => {
      expect(parseButton(identifier)).toBeNull();
    },
  );
});

describe("a press of a button", () => {
  const workflow = workflowIn("testing");
  const { id, stateSeq, version } = workflow;
  const press = {
    identifier: buttonFor("retry", stateSeq).identifier,
    headSha: head,
    externalId: `${id}:${String(version - 1)}`,
    at: at(1),
  };

  it("counts for the turn and the commit that it was shown for, whatever else was saved since", () => {
    expect(wishOfButton(workflow, press)).toMatchObject({ kind: "retry", at: at(1) });
  });

  it.each([
    ["of another turn", { identifier: buttonFor("retry", stateSeq - 1).identifier }],
    ["of another workflow", { externalId: `0195500e-0000-7000-8000-00000000ffff:${String(version)}` }],
    ["of a check run that says no workflow", { externalId: null }],
    ["on another commit", { headSha: "0".repeat(40) }],
  ])("%s is stale", (_, over) => {
    expect(wishOfButton(workflow, { ...press, ...over })).toMatchObject({
      reason: "stale",
      intent: "retry",
      state: "testing",
    });
  });

  it("that is none of Baton's, or has no workflow to ask, asks for nothing that can be done", () => {
    expect(wishOfButton(workflow, { ...press, identifier: "dance:1" })).toMatchObject({ reason: "no_workflow" });
    expect(wishOfButton(null, press)).toMatchObject({ reason: "no_workflow" });
  });
});
