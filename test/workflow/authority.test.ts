import { describe, expect, test } from "vitest";
import { batonActor, githubActor, permissions } from "../../src/workflow/actor.ts";
import {
  isSameActor,
  lacksMaintain,
  lacksRole,
  lacksWrite,
  rolesToAdvance,
  rolesToFail,
  rolesToRecover,
} from "../../src/workflow/authority.ts";
import { phases, stateFacts, states } from "../../src/workflow/states.ts";
import { anActor, holderOf, withPermission } from "./support.ts";

describe("the roles that may", () => {
  test.each(states.filter((state) => state !== "complete"))("advance from %s are those of the table", (state) => {
    const { holder, nextRole } = stateFacts[state];
    expect(new Set(rolesToAdvance(state))).toEqual(new Set([holder, nextRole].filter((role) => role !== null)));
  });

  test("advance a handoff are giver and receiver, in this order", () => {
    expect(rolesToAdvance("handoff_to_tester")).toEqual(["code_writer", "test_auditor"]);
    expect(rolesToAdvance("testing")).toEqual(["test_auditor"]);
    expect(rolesToAdvance("error")).toEqual([]);
  });

  test("fail a handoff is the holder alone", () => {
    expect(rolesToFail("handoff_to_tester")).toEqual(["code_writer"]);
    expect(rolesToFail("error")).toEqual([]);
  });

  test.each(phases)("recover to %s are its own", (phase) => {
    expect(rolesToRecover(phase)).toEqual([stateFacts[phase].holder]);
  });
});

describe("authority", () => {
  test("by role is one of the roles, and no permission replaces it", () => {
    expect(lacksRole(holderOf("code_writer"), ["code_writer", "test_auditor"])).toBeNull();
    expect(lacksRole(withPermission("admin"), ["code_writer"])).toEqual({
      reason: "not_your_role",
      missing: [{ kind: "role", oneOf: ["code_writer"] }],
    });
  });

  test("to maintain starts at maintain", () => {
    const may = permissions.filter((permission) => lacksMaintain(withPermission(permission)) === null);
    expect(may).toEqual(["maintain", "admin"]);
    expect(lacksMaintain(withPermission("write"))).toEqual({
      reason: "not_permitted",
      missing: [{ kind: "permission", least: "maintain" }],
    });
  });

  test("to write starts at write", () => {
    const may = permissions.filter((permission) => lacksWrite(withPermission(permission)) === null);
    expect(may).toEqual(["write", "maintain", "admin"]);
    expect(lacksWrite(withPermission("triage"))).toEqual({
      reason: "not_permitted",
      missing: [{ kind: "permission", least: "write" }],
    });
  });

  test.each(["app", "token"] as const)("to write comes with any role of an %s", (kind) => {
    const machine = anActor({ kind, permission: "none", roles: ["release_manager"] });
    expect(lacksWrite(machine)).toBeNull();
    expect(lacksWrite({ ...machine, roles: [] })).not.toBeNull();
    expect(lacksWrite({ ...machine, kind: "user" })).not.toBeNull();
  });

  test.each([githubActor, batonActor])("is not asked of $login", (actor) => {
    expect([lacksRole(actor, ["q_assistant"]), lacksWrite(actor), lacksMaintain(actor)]).toEqual([null, null, null]);
  });
});

describe("two records of an actor are of the same one", () => {
  const user = anActor({ id: 5, login: "old-name" });

  test.each([
    ["by id, whatever the login or the way in", { kind: "token", id: 5, login: "new-name" }, true],
    ["not by login", { kind: "user", id: 6, login: "old-name" }, false],
    ["not where only one has an id", { kind: "user", id: null, login: "old-name" }, false],
  ] as const)("%s", (_, other, expected) => {
    expect(isSameActor(user, other)).toBe(expected);
  });

  test("by kind and name where neither has an id", () => {
    const token = { kind: "token", id: null, login: "ci" } as const;
    expect(isSameActor(token, { ...token })).toBe(true);
    expect(isSameActor(token, { ...token, login: "cd" })).toBe(false);
    expect(isSameActor(token, { ...token, kind: "app" })).toBe(false);
  });

  test("by identity where both have one, whatever they are called", () => {
    const token = { kind: "token", id: null, identity: "token:1", login: "ci" } as const;
    expect(isSameActor(token, { ...token, login: "renamed" })).toBe(true);
    expect(isSameActor(token, { ...token, identity: "token:2" })).toBe(false);
    // What was recorded before tokens had one.
    expect(isSameActor(token, { kind: "token", id: null, login: "ci" })).toBe(true);
    expect(isSameActor({ kind: "token", id: null, login: "cd" }, token)).toBe(false);
  });
});
