import { expect, it } from "vitest";
import type { Command } from "../../src/commands/command.ts";
import { toIntent } from "../../src/commands/to-intent.ts";

const said = { at: new Date("2026-01-02T03:04:05Z") };
const where = { workflowId: "0190a5b0-0000-7000-8000-000000000001", repositoryId: 12, pullNumber: 3 };

it.each<[Exclude<Command, { name: "status" | "history" | "explain" | "help" }>, object]>([
  [
    { name: "start", requirements: "Pay by card." },
    { kind: "start", way: "command", requirements: "Pay by card.", buildId: null, metadata: {}, ...where },
  ],
  [
    { name: "advance", force: true, notes: "done", result: { plan: "a" } },
    { kind: "advance", force: true, notes: "done", result: { plan: "a" }, from: null, headSha: null },
  ],
  [
    { name: "accept", notes: "mine", result: { plan: "x" } },
    { kind: "accept", notes: "mine", result: { plan: "x" } },
  ],
  [
    { name: "retry", phase: "planning", reason: "too big" },
    { kind: "retry", phase: "planning", reason: "too big", findings: [] },
  ],
  [
    { name: "rollback", target: "discovery", reason: null },
    { kind: "rollback", target: "discovery", reason: null },
  ],
  [
    { name: "fail", reason: "withdrawn" },
    { kind: "fail", reason: "withdrawn" },
  ],
  [
    { name: "hold", reason: "legal" },
    { kind: "hold", reason: "legal" },
  ],
  [{ name: "unhold" }, { kind: "unhold" }],
  [{ name: "reload" }, { kind: "reload" }],
  [
    { name: "cancel", reason: "late" },
    { kind: "cancel", reason: "late" },
  ],
])("%j asks for what it says, by whom and when", (command, intent) => {
  expect(toIntent(command, { ...said, ...where })).toEqual({ ...intent, ...said });
});
