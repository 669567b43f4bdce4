import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../../src/commands/parse.ts";
import type { Request } from "../../src/signals/signal.ts";
import { parseRequest, storeRequest } from "../../src/signals/stored-request.ts";

const said = { sender: { id: 11, login: "maria", type: "User", slug: null }, at: "2026-01-02T03:04:05Z" } as const;

const comment = [
  "/start Pay by card.\n\nAnd by \0 invoice.",
  '/advance --force ok\n```json\n{ "plan": ["a", { "b": null }], "constructor": 1 }\n```',
  "/accept mine",
  "/retry planning too big",
  "/rollback discovery no",
  "/fail x",
  "/hold y",
  "/unhold",
  "/reload",
  "/status",
  "/history",
  "/cancel z",
  "/help",
  "/strat",
  "/rollback",
  "/rollback planing",
  "/unhold now",
  "/fail --fast",
  "/advance\n```json\n{\n```",
].join("\n\n");

const requests: readonly Request[] = [
  { ...said, kind: "commands", commentId: 31, commands: parseCommands(comment) },
  { ...said, at: null, kind: "commands", commentId: 31, commands: [] },
  { ...said, kind: "label", change: "added", label: "baton: start" },
  { ...said, kind: "label", change: "removed", label: "baton: \0\uD800\u202E" },
  { ...said, at: null, kind: "button", identifier: "hold:3", headSha: "abc", externalId: "x:1" },
  { ...said, at: null, kind: "button", identifier: "hold:3", headSha: "abc", externalId: null },
];

describe("a kept request", () => {
  it("is the same when it is read again, with every kind of command and misreading", () => {
    const [first] = requests;
    expect(
      first?.kind === "commands"
        ? first.commands.map((each) => (each.name === "misread" ? each.problem.kind : each.name))
        : [],
    ).toEqual([
      ...[
        "start",
        "advance",
        "accept",
        "retry",
        "rollback",
        "fail",
        "hold",
        "unhold",
        "reload",
        "status",
        "history",
        "cancel",
        "help",
      ],
      ...["unknown", "missing_argument", "not_a_state", "unexpected_text", "unknown_option", "bad_json"],
    ]);
    for (const request of requests) expect(parseRequest(storeRequest(request))).toEqual(request);
  });

  it("is text that Postgres can hold", () => {
    for (const request of requests) expect(storeRequest(request)).not.toMatch(/\0|\p{Surrogate}/u);
  });

  it.each([
    ["", "it is no JSON"],
    ["{", "it is no JSON"],
    ["null", "Invalid input"],
    ['{ "kind": "wish" }', "kind"],
    [JSON.stringify({ ...requests[2], at: "yesterday" }), "at"],
    [JSON.stringify({ ...requests[2], sender: { ...said.sender, type: "Ghost" } }), "sender.type"],
    [JSON.stringify({ ...requests[1], commands: [{ name: "explode" }] }), "commands[0].name"],
    [
      JSON.stringify({ ...requests[1], commands: [{ name: "rollback", target: "x", reason: null }] }),
      "commands[0].target",
    ],
  ])("that is none has a problem: %j", (text, problem) => {
    expect(parseRequest(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it("is read without an exception, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseRequest(text)).toHaveProperty("problem");
      }),
    );
  });
});
