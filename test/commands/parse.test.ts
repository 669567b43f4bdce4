import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandTable } from "../../src/commands/grammar.ts";
import { parseCommands } from "../../src/commands/parse.ts";
import { storedCommand } from "../../src/commands/stored-command.ts";

/** What a comment says, in the words that its commands begin with. */
function words(markdown: string): readonly string[] {
  return parseCommands(markdown).map((command) => (command.name === "misread" ? `?${command.word}` : command.name));
}

function fence(json: string): string {
  return `\`\`\`json\n${json}\n\`\`\``;
}

describe("each command", () => {
  it.each([
    ["/start", { name: "start", requirements: null }],
    ["/start Pay by card.", { name: "start", requirements: "Pay by card." }],
    ["/advance", { name: "advance", force: false, notes: null, result: null }],
    ["/advance It is done.", { name: "advance", force: false, notes: "It is done.", result: null }],
    ["/advance --force", { name: "advance", force: true, notes: null, result: null }],
    ["/advance --FORCE the build is red", { name: "advance", force: true, notes: "the build is red", result: null }],
    ["/advance done --force", { name: "advance", force: false, notes: "done --force", result: null }],
    ["/accept", { name: "accept", notes: null, result: null }],
    ["/accept On it.", { name: "accept", notes: "On it.", result: null }],
    ["/retry", { name: "retry", phase: null, reason: null }],
    ["/retry The totals are wrong.", { name: "retry", phase: null, reason: "The totals are wrong." }],
    ["/retry planning", { name: "retry", phase: "planning", reason: null }],
    ["/retry Planning it was too big", { name: "retry", phase: "planning", reason: "it was too big" }],
    ["/retry planning, it was too big", { name: "retry", phase: null, reason: "planning, it was too big" }],
    ["/retry handoff_to_coder", { name: "retry", phase: null, reason: "handoff_to_coder" }],
    ["/rollback planning", { name: "rollback", target: "planning", reason: null }],
    ["/rollback Handoff-To-Coder no", { name: "rollback", target: "handoff_to_coder", reason: "no" }],
    ["/rollback handoff to  tester  so it is", { name: "rollback", target: "handoff_to_tester", reason: "so it is" }],
    ["/fail", { name: "fail", reason: null }],
    ["/fail The vendor withdrew it.", { name: "fail", reason: "The vendor withdrew it." }],
    ["/hold", { name: "hold", reason: null }],
    ["/hold npm ci --offline fails", { name: "hold", reason: "npm ci --offline fails" }],
    ["/hold — we wait", { name: "hold", reason: "— we wait" }],
    ["/hold -- we wait", { name: "hold", reason: "-- we wait" }],
    ["/unhold", { name: "unhold" }],
    ["/reload", { name: "reload" }],
    ["/status", { name: "status" }],
    ["/history", { name: "history" }],
    ["/cancel", { name: "cancel", reason: null }],
    ["/cancel Too late.", { name: "cancel", reason: "Too late." }],
    ["/help", { name: "help" }],
    ["/baton", { name: "help" }],
  ])("reads %j", (said, command) => {
    expect(parseCommands(said)).toEqual([command]);
  });

  it.each([
    "/HOLD",
    "/Hold",
    "/baton hold",
    "/Baton HOLD",
    "/baton  /hold",
    "/baton\thold",
    "   /hold",
    "/hold  ",
    "/hold\u00A0",
  ])("is known as %j", (said) => {
    expect(parseCommands(said)).toEqual([{ name: "hold", reason: null }]);
  });

  it("can be followed by others, by text and by a line break of any kind", () => {
    expect(parseCommands("Well done.\r\n/accept now\\\r\n/status\r/history\n\nThanks.\n\n/hold  \n")).toEqual([
      { name: "accept", notes: "now", result: null },
      { name: "status" },
      { name: "history" },
      { name: "hold", reason: null },
    ]);
  });

  it("counts up to the twentieth of a comment, and is misread after it", () => {
    const holds = (count: number) => Array.from({ length: count }, (_, index) => `/hold ${String(index)}`).join("\n");
    const twenty = Array.from({ length: 20 }, (_, index) => ({ name: "hold", reason: String(index) }));
    expect(parseCommands(holds(20))).toEqual(twenty);
    const tooMany = { name: "misread", word: "hold", problem: { kind: "too_many", max: 20 } };
    expect(parseCommands(holds(30))).toEqual([...twenty, tooMany]);
  });

  it("keeps what Postgres cannot hold out of its texts", () => {
    expect(parseCommands("/hold a\0b\uD800c")).toEqual([{ name: "hold", reason: "a\uFFFDb\uFFFDc" }]);
  });
});

describe("the requirements of a start", () => {
  it("go on to the next command, in their Markdown", () => {
    const requirements =
      "Pay by card.\n\n- [ ] checked *first*\n\n```ts\n/hold\n```\n\n> /cancel\n\n/etc/hosts and so on";
    expect(parseCommands(`/start ${requirements}\n\n/hold\n`)).toEqual([
      { name: "start", requirements },
      { name: "hold", reason: null },
    ]);
  });

  it("may begin on the next line, below a rule even", () => {
    expect(parseCommands("/start\nPay by card.")).toEqual([{ name: "start", requirements: "Pay by card." }]);
    expect(parseCommands("/start\n---\nPay by card.")).toEqual([{ name: "start", requirements: "---\nPay by card." }]);
  });

  it("end where a line was meant as a command", () => {
    expect(parseCommands("/start this\n/hald")).toMatchObject([{ requirements: "this" }, { word: "hald" }]);
  });
});

describe("a phase result", () => {
  it.each([
    ["right below", `/advance ok\n${fence('{ "a": [1] }')}`],
    ["after an empty line", `/advance ok\n\n${fence('{ "a": [1] }')}`],
    ["after more text", `/advance ok\n\nThe result is:\n\n${fence('{ "a": [1] }')}\n\nThat is all.`],
    ["between tildes, in capitals", '/advance ok\n~~~JSON\n{ "a": [1] }\n~~~'],
    ["next to other code", `/advance ok\n\n\`\`\`\n{ "b": 1 }\n\`\`\`\n${fence('{ "a": [1] }')}\n\`\`\`js\n{}\n\`\`\``],
    ["below a list", `- done\n/advance ok\n${fence('{ "a": [1] }')}`],
  ])("is read %s", (_, said) => {
    expect(parseCommands(said)).toEqual([{ name: "advance", force: false, notes: "ok", result: { a: [1] } }]);
  });

  it("belongs to the command above it", () => {
    const said = `${fence('{ "a": 1 }')}\n/advance\n/advance\n${fence('{ "b": 2 }')}`;
    expect(parseCommands(said)).toMatchObject([{ result: null }, { result: { b: 2 } }]);
  });

  it("is read below `/accept` too, where it is to be refused", () => {
    expect(parseCommands(`/accept\n${fence('{ "a": 1 }')}`)).toEqual([
      { name: "accept", notes: null, result: { a: 1 } },
    ]);
  });

  it.each(["advance", "accept"])("is told wrong with its line and what is wrong there, below /%s", (word) => {
    expect(parseCommands(`/${word}\n${fence('{\n  "a": 1,\n}')}`)).toEqual([
      {
        name: "misread",
        word,
        problem: { kind: "bad_json", message: "line 3: a key in double quotes is expected where there is “}”" },
      },
    ]);
  });
});

describe("a line that was meant for Baton", () => {
  it.each([
    ["/strat", "strat", "start"],
    ["/Strat", "Strat", "start"],
    ["/advnace now", "advnace", "advance"],
    ["/roll-back planning", "roll-back", "rollback"],
    ["/hold, please", "hold,", "hold"],
    ["/status?", "status?", "status"],
    ["/cancle.", "cancle.", "cancel"],
    ["/baton strat", "strat", "start"],
    ["/baton lgtm", "lgtm", "help"],
    ["/baton /etc/passwd", "etc/passwd", "help"],
    ["/baton sta\u200Brt", "sta\u200Brt", "start"],
    ["/baton misread", "misread", "help"],
    ["/baton __proto__", "__proto__", "help"],
  ])("is answered: %j", (said, word, suggestion) => {
    expect(parseCommands(said)).toEqual([{ name: "misread", word, problem: { kind: "unknown", suggestion } }]);
  });

  it.each([
    ["/rollback", { kind: "missing_argument", argument: "state" }],
    ["/rollback planing now", { kind: "not_a_state", given: "planing", suggestion: "planning" }],
    ["/rollback handof to coder", { kind: "not_a_state", given: "handof", suggestion: "handoff_to_coder" }],
    ["/rollback somewhere", { kind: "not_a_state", given: "somewhere", suggestion: null }],
    ["/unhold now", { kind: "unexpected_text", given: "now" }],
    ["/status of it", { kind: "unexpected_text", given: "of it" }],
    ["/history all", { kind: "unexpected_text", given: "all" }],
    ["/help me", { kind: "unexpected_text", given: "me" }],
    ["/advance --fast", { kind: "unknown_option", given: "--fast" }],
    ["/advance --force --fast x", { kind: "unknown_option", given: "--fast" }],
    ["/advance --force=yes", { kind: "unknown_option", given: "--force=yes" }],
    ["/advance —force", { kind: "unknown_option", given: "—force" }],
    ["/retry --force", { kind: "unknown_option", given: "--force" }],
    ["/start --fast x", { kind: "unknown_option", given: "--fast" }],
  ])("is answered: %j", (said, problem) => {
    expect(parseCommands(said)).toMatchObject([{ name: "misread", problem }]);
  });

  it("is repeated in short, and without half a character", () => {
    expect(parseCommands(`/status ${"x".repeat(79)}😀`)).toMatchObject([
      { problem: { given: `${"x".repeat(79)}\uFFFD` } },
    ]);
    expect(parseCommands(`/baton ${"x".repeat(500)}`)).toMatchObject([{ word: "x".repeat(40) }]);
  });
});

describe("what is meant for somebody else", () => {
  it.each([
    "/lgtm",
    "/assign @octocat",
    "/test all",
    "/retest",
    "/restart",
    "/fold",
    "/close",
    "/reset",
    "/stats",
    "/home",
    "/word",
    "/",
    "/ start",
    "//start",
    "/1",
    "/start/foo",
    "/etc/passwd",
    "/start.sh",
    "/hold.",
    "/batons start",
    "/baton-start",
    "/starting",
    "start",
    "Say /start to begin.",
    "@baton start",
    `/${"start".repeat(1_000)}`,
  ])("is left alone: %j", (said) => {
    expect(words(said)).toEqual(said === "/hold." ? ["?hold."] : []);
  });
});

describe("whatever a comment says", () => {
  const soup = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...commandTable.map(({ name }) => `/${name}`),
          "/baton",
          "--force",
          "—force",
          "```json",
          "```",
          "<!--",
        ),
        fc.constantFrom(
          "-->",
          "<details>",
          "</details>",
          "\n",
          "\n\n",
          " ",
          "> ",
          "- ",
          "`",
          "[a](",
          "{",
          "}",
          '"',
          ":",
          "\\",
          "\u200B",
        ),
        fc.string({ unit: "binary", maxLength: 5 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(""));

  it("is read without an exception, into JSON that is read again as it was", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (markdown) => {
        const commands = parseCommands(markdown);
        expect(storedCommand.array().parse(JSON.parse(JSON.stringify(commands)))).toEqual(commands);
        expect(commands.filter(({ name }) => name !== "misread").length).toBeLessThanOrEqual(20);
        expect(commands.length).toBeLessThanOrEqual(21);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes no command that stands before it, but for what belongs to that", () => {
    fc.assert(
      fc.property(soup, (markdown) => {
        expect(parseCommands(`/hold first\n\n${markdown}`)[0]).toEqual({ name: "hold", reason: "first" });
      }),
      { numRuns: 500 },
    );
  });
});
