import { describe, expect, test } from "vitest";
import { batonActor } from "../../../src/workflow/actor.ts";
import {
  allIntentKinds,
  anActor,
  anIntent,
  at,
  failedIn,
  holderOf,
  judge,
  maintainer,
  move,
  outsider,
  refusalOf,
  workflowIn,
} from "../support.ts";

const holder = anActor({ id: 61, login: "holder" });
const held = workflowIn("testing", { hold: { by: holder, reason: "wait for legal", at: at(1000) } });

describe("hold", () => {
  test("stops the workflow where it is, and says who and why", () => {
    const before = workflowIn("testing");
    const { workflow, moves } = move(before, anIntent("hold", { by: holder, reason: "wait" }), { now: at(1500) });
    const by = { kind: "user", id: 61, login: "holder" };
    expect(workflow).toEqual({
      ...before,
      hold: { by, reason: "wait", at: at(1500) },
      version: before.version + 1,
      updatedAt: at(1500),
    });
    expect(moves).toEqual([{ event: { type: "held", by, data: { state: "testing", reason: "wait" } }, handoff: null }]);
  });

  test("is possible in error", () => {
    expect(move(failedIn("testing"), anIntent("hold")).workflow.hold).not.toBeNull();
  });

  test("is for whoever may write", () => {
    expect(refusalOf(workflowIn("testing"), anIntent("hold", { by: outsider }))).toEqual([
      "not_permitted",
      { kind: "permission", least: "write" },
    ]);
  });

  test("is refused while it is held already", () => {
    expect(refusalOf(held, anIntent("hold"))).toEqual([
      "already_held",
      { kind: "unhold", by: holder, reason: "wait for legal" },
    ]);
  });
});

describe("while held", () => {
  test("nothing moves but unhold, rollback, fail, cancel and the facts of the world", () => {
    const moving = allIntentKinds.filter((kind) => judge(held, anIntent(kind)).outcome === "moved");
    expect(moving).toEqual(["rollback", "fail", "unhold", "cancel", "reload", "push", "close", "merge"]);
  });

  test.each(["advance", "accept", "retry"] as const)("%s is refused with who holds it and why", (kind) => {
    expect(refusalOf(held, anIntent(kind))).toEqual(["held", { kind: "unhold", by: holder, reason: "wait for legal" }]);
  });
});

describe("unhold", () => {
  test("lets it go on, and the time it was held does not count", () => {
    const { workflow, moves } = move(held, anIntent("unhold"), { now: at(1600) });
    expect(workflow).toMatchObject({ hold: null, stateHeldMs: 600_000, currentState: "testing" });
    expect(moves).toEqual([
      {
        event: {
          type: "unheld",
          by: { kind: "user", id: 99, login: "everyone" },
          data: { state: "testing", held_since: at(1000).toISOString() },
        },
        handoff: null,
      },
    ]);
  });

  test("is for who holds it, and for maintainers", () => {
    expect(move(held, anIntent("unhold", { by: anActor({ id: 61, login: "renamed" }) })).workflow.hold).toBeNull();
    expect(move(held, anIntent("unhold", { by: maintainer })).workflow.hold).toBeNull();
    expect(move(held, anIntent("unhold", { by: batonActor })).workflow.hold).toBeNull();
    expect(refusalOf(held, anIntent("unhold", { by: holderOf("test_auditor") }))).toEqual([
      "not_permitted",
      { kind: "permission", least: "maintain" },
    ]);
  });

  test("is refused where nothing is held", () => {
    expect(refusalOf(workflowIn("testing"), anIntent("unhold"))).toEqual(["not_held"]);
  });
});
