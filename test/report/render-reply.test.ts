import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Misread } from "../../src/commands/command.ts";
import { parseCommands } from "../../src/commands/parse.ts";
import { commandTable } from "../../src/commands/grammar.ts";
import {
  renderHelp,
  renderHistory,
  renderMisread,
  renderRefusal,
  renderReplies,
  renderSetAside,
} from "../../src/report/render-reply.ts";
import { renderUnread } from "../../src/report/render-unread.ts";
import { allowedIntents } from "../../src/workflow/allowed.ts";
import { refusalReasons, type Allowed, type Missing, type Refusal } from "../../src/workflow/decision.ts";
import { hostile, kinds, parse } from "./hostile.ts";
import { at, handoff, head, omar, workflowIn } from "./sample.ts";

const testing = workflowIn("testing");

function refusal(over: Partial<Refusal> = {}): Refusal {
  return { reason: "wrong_state", intent: "advance", state: "testing", missing: [], allowed: [], ...over };
}

const missing: readonly Missing[] = [
  { kind: "permission", least: "maintain" },
  { kind: "role", oneOf: ["test_auditor", "verification_overseer"] },
  { kind: "check", name: "test / unit @8", app: null, status: "running", url: null },
  { kind: "check", name: "scan", app: "code-scanner", status: "absent", url: null },
  { kind: "approval_to_run", url: null },
  { kind: "any_check" },
  { kind: "settled", at: at(3) },
  { kind: "approvals", have: 1, need: 2 },
  { kind: "approvals", have: 1, need: 2, changesRequestedBy: ["lee", "kim"] },
  { kind: "approvals", have: 0, need: 2, changesRequestedBy: Array.from({ length: 12 }, (_, n) => `r${String(n)}`) },
  { kind: "ready_for_review" },
  { kind: "result", path: "", problem: "must be a JSON object" },
  { kind: "result", path: "notes", problem: "is not JSON" },
  { kind: "positive_result", key: "all_tests_passed" },
  { kind: "state", expected: "planning" },
  { kind: "phase", latest: "planning" },
  { kind: "head", current: head },
  { kind: "unhold", by: omar, reason: null },
  { kind: "unhold", by: omar, reason: "Waiting for legal" },
];

describe("the reply to a refused command", () => {
  it("says why, what is missing and what would work", async () => {
    const text = renderRefusal({
      command: "advance",
      login: "lee",
      refusal: refusal({
        reason: "checks_missing",
        missing: [
          { kind: "check", name: "build", app: null, status: "failed", url: null },
          { kind: "check", name: "lint", app: null, status: "absent", url: null },
        ],
        allowed: allowedIntents(testing),
      }),
    });
    await expect(text).toMatchFileSnapshot("snapshots/reply-to-a-refused-command.txt");
  });

  it("has a sentence for every reason, and says how to go on", async () => {
    const replies = refusalReasons.map((reason) => renderRefusal({ command: "advance", refusal: refusal({ reason }) }));
    expect(new Set(replies).size).toBe(refusalReasons.length);
    await expect(replies.join("\n\n")).toMatchFileSnapshot("snapshots/every-reason-of-a-refusal.txt");
  });

  it("has words for everything that can be missing", async () => {
    const replies = missing.map((each) => {
      return renderRefusal({ command: "advance", refusal: refusal({ missing: [each] }) }).split("\n\n")[1];
    });
    await expect(replies.join("\n").replaceAll("\u200B", "‸")).toMatchFileSnapshot(
      "snapshots/everything-that-can-be-missing.txt",
    );
  });

  it("has words for everything that can be allowed", async () => {
    const kinds = [
      "start",
      "advance",
      "accept",
      "retry",
      "rollback",
      "fail",
      "hold",
      "unhold",
      "cancel",
      "reload",
      "push",
      "close",
      "reopen",
      "merge",
      "claim",
      "lapse",
    ] as const;
    const allowed = kinds.flatMap((intent): Allowed[] => [
      { intent, target: null, roles: [], permission: null },
      { intent, target: "planning", roles: ["code_writer"], permission: "write" },
    ]);
    const replies = allowed.map((each) =>
      renderRefusal({
        command: "x",
        refusal: refusal({ intent: each.intent === "start" ? "advance" : "start", allowed: [each] }),
      })
        .split("\n\n")
        .at(-2),
    );
    await expect(replies.join("\n")).toMatchFileSnapshot("snapshots/everything-that-can-be-allowed.txt");
  });

  it("names a handoff's acceptance and not its advance, which is the same", () => {
    const allowed = allowedIntents(workflowIn("handoff_to_coder"));
    const text = renderRefusal({ command: "retry", refusal: refusal({ state: "handoff_to_coder", allowed }) });
    expect(text).toContain("`/accept`");
    expect(text).not.toContain("`/advance`");
  });

  it("leads to a start where there is nothing yet", () => {
    const text = renderRefusal({ command: "advance", refusal: refusal({ reason: "no_workflow", state: null }) });
    expect(text).toBe(
      "😕 **`/advance` changed nothing.** There is no build relay on this pull request yet.\n\nComment `/start` to begin one.\n\n`/help` lists all commands.",
    );
  });

  it("names a permission as another way where a role is asked for", () => {
    const text = renderRefusal({
      command: "retry",
      refusal: refusal({
        missing: [
          { kind: "role", oneOf: ["release_manager"] },
          { kind: "permission", least: "maintain" },
          { kind: "ready_for_review" },
        ],
      }),
    });
    expect(text).toContain(
      "- It is for Release Manager or anyone with maintain or admin access to say.\n- Mark the pull request",
    );
  });

  it("does not say twice which state the relay is in", () => {
    const text = renderRefusal({
      command: "accept",
      refusal: refusal({ missing: [{ kind: "state", expected: "testing" }] }),
    });
    expect(text.match(/Testing/g)).toHaveLength(1);
  });

  it("names nobody where no role can say it", () => {
    const text = renderRefusal({ command: "fail", refusal: refusal({ missing: [{ kind: "role", oneOf: [] }] }) });
    expect(text).toContain("- It is for nobody to say.");
  });

  it("does not offer again what it has just refused", () => {
    const text = renderRefusal({
      command: "advance",
      refusal: refusal({ reason: "checks_missing", allowed: allowedIntents(testing) }),
    });
    expect(text).not.toContain("- `/advance`");
    expect(text).toContain("- `/retry`");
  });

  it("stays short, however much is missing", () => {
    const many = Array.from({ length: 400 }, (_, n) => {
      return { kind: "check", name: `check ${String(n)}`, app: null, status: "failed", url: null } as const;
    });
    const text = renderRefusal({ command: "advance", refusal: refusal({ missing: many }) });
    expect(text).toContain("- and 385 more");
    expect(text.length).toBeLessThan(2000);
  });

  it("does nothing but show, whatever it is told", () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const reply = renderRefusal({
          command: text,
          login: other,
          refusal: refusal({
            missing: [
              { kind: "check", name: text, app: null, status: "failed", url: other },
              { kind: "result", path: text, problem: other },
              { kind: "positive_result", key: text },
              { kind: "unhold", by: { ...omar, login: text }, reason: other },
            ],
          }),
        });
        expect(parseCommands(reply)).toEqual([]);
        expect(kinds(parse(reply)).filter((kind) => ["html", "link", "image"].includes(kind))).toEqual([]);
        expect(reply).not.toMatch(/[@#](?!\u200B)/);
      }),
    );
  });
});

const misread = (problem: Misread["problem"], word = "rollback"): Misread => ({ name: "misread", word, problem });

describe("the reply to a line that cannot be read", () => {
  it.each([
    [
      misread({ kind: "unknown", suggestion: "advance" }, "advence"),
      "😕 There is no command **/advence**. Did you mean `/advance`?",
    ],
    [
      misread({ kind: "missing_argument", argument: "state" }),
      "😕 **/rollback** needs to know more: say `/rollback <state>`.",
    ],
    [
      misread({ kind: "not_a_state", given: "tests", suggestion: "testing" }),
      "“tests” is no state of the relay. Did you mean `testing`?",
    ],
    [misread({ kind: "not_a_state", given: "@x", suggestion: null }), "“@\u200Bx” is no state of the relay. `/help`"],
    [
      misread({ kind: "unexpected_text", given: "now" }, "unhold"),
      "**/unhold** takes nothing after it, but there was “now”.",
    ],
    [misread({ kind: "unknown_option", given: "--fast" }, "advance"), "**/advance** has no option “\\--fast”."],
    [misread({ kind: "too_many", max: 20 }, "hold"), "of one comment the first 20 commands are."],
    [misread({ kind: "bad_json", message: "line 2" }, "advance"), "the `json` block below it cannot be read: line 2."],
  ])("says how it would have to be written (%#)", (given, shown) => {
    expect(renderMisread(given)).toContain(shown);
  });

  it("does nothing but show, whatever was written", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom("unknown_option", "unexpected_text"), (word, given, kind) => {
        const reply = renderMisread(misread({ kind, given }, word));
        expect(parseCommands(reply)).toEqual([]);
        expect(kinds(parse(reply)).filter((each) => ["html", "link", "image"].includes(each))).toEqual([]);
      }),
    );
  });
});

describe("the help", () => {
  it("explains every command that the parser knows", async () => {
    const help = renderHelp();
    for (const { usage } of commandTable) expect(help).toContain(`\`${usage}\``);
    expect(parseCommands(help)).toEqual([]);
    await expect(help).toMatchFileSnapshot("snapshots/help.txt");
  });

  it("is one table, whose cells are whole", () => {
    const table = parse(renderHelp()).children.find((node) => node.type === "table");
    expect(table?.children.map((row) => row.children.length)).toEqual(
      Array.from({ length: commandTable.length + 1 }, () => 4),
    );
  });
});

describe("the history", () => {
  it("lists the handoffs, the oldest first", async () => {
    const handoffs = [
      handoff(),
      handoff({ seq: 1, fromState: "discovery", toState: "planning", notes: null, at: at(1) }),
    ];
    const text = renderHistory({ workflow: workflowIn("handoff_to_coder"), handoffs, count: 2 });
    await expect(text).toMatchFileSnapshot("snapshots/history.txt");
  });

  it("says how many of them are not shown", () => {
    const text = renderHistory({ workflow: testing, handoffs: [handoff({ seq: 60 })], count: 60 });
    expect(text).toContain("_The 59 before these are kept as well, but not shown here._");
  });

  it("says so where there is nothing to list", () => {
    expect(renderHistory(null)).toBe(
      "There is no build relay on this pull request yet. Comment `/start` to begin one.",
    );
    expect(renderHistory({ workflow: workflowIn("discovery"), handoffs: [], count: 0 })).toBe(
      "The relay began 2026-03-01 09:00 UTC, started by maria. Nothing has been handed on yet.",
    );
    expect(renderHistory({ workflow: workflowIn("planning"), handoffs: [handoff()], count: 1 })).toContain(
      "1 handoff.",
    );
  });

  it("fits into a comment, whatever the notes say", () => {
    const notes = "|".repeat(60_000);
    const handoffs = Array.from({ length: 50 }, (_, seq) => handoff({ seq, notes, by: { ...omar, login: notes } }));
    expect(renderHistory({ workflow: testing, handoffs, count: 50 }).length).toBeLessThan(60_000);
  });
});

describe("a request that was set aside", () => {
  it("is named by its delivery, with what to do", () => {
    expect(renderSetAside({ delivery: "72d3162e-cc78-11e3-81ab-4c9367dc0958", why: "it failed five times" })).toBe(
      [
        "⚠️ **A request was set aside:** it failed five times. Nothing was changed by what was left of it.",
        "Say it again in a new comment. If that fails too, whoever runs Baton finds the reason in its log under",
        "delivery `72d3162e-cc78-11e3-81ab-4c9367dc0958`.",
      ].join(" "),
    );
  });
});

describe("the reply to a command that GitHub does not let Baton judge", () => {
  const what = "GitHub refused GET /x (403): Resource not accessible by integration.";

  it.each([
    [parseCommands("/advance"), "`/advance`", true],
    [parseCommands("/advance --force"), "`/advance`", false],
    [parseCommands("/explain"), "`/explain`", false],
    [parseCommands("/rollbakc planning"), "`/rollbakc`", false],
  ])("quotes GitHub and says what to do: %j", ([command], word, mayForce) => {
    if (command === undefined) throw new Error("There is no command.");
    const text = renderUnread({ command, what });
    expect(text).toContain(
      `**Nothing came of ${word}.** GitHub does not let Baton read what it has to look at for that: ` +
        "GitHub refused GET /x (403): Resource not accessible by integration. Somebody",
    );
    expect(text.includes("--force")).toBe(mayForce);
    expect(parseCommands(text)).toEqual([]);
  });
});

describe("several replies", () => {
  it("are one comment", () => {
    expect(renderReplies(["one", "two"])).toBe("one\n\n---\n\ntwo");
    expect(renderReplies([])).toBe("");
  });

  it("are counted where they do not fit", () => {
    const text = renderReplies(Array.from({ length: 5 }, () => "x".repeat(20_000)));
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("_Replies that did not fit here: 3._");
  });
});
