import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  handoffsOf,
  openRepository,
  outcomesOf,
  ownComments,
  stateOf,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** What people and machines can write that would do harm where Baton repeats it. */
const hostile = [
  "@maria @acme/reviewers",
  "#1 GH-2 acme/shop#3",
  "https://github.com/acme/shop/issues/4",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "<!-- baton:status -->",
  "[here](javascript:alert(1))",
  "\u202Edesrever\u2066",
  "| a | b |",
].join(" ");

describe("hostile texts", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  /** Everything that Baton shows on a pull request. */
  const textsOf = (pull: PullDriver): readonly string[] => {
    const comments = pull.comments().filter(({ user }) => user === "baton[bot]");
    const outputs = pull.checkRuns("Baton").flatMap(({ output }) => [output.title, output.summary, output.text]);
    return [...comments.map(({ body }) => body), ...outputs.filter((text) => text !== null)];
  };

  const expectHarmless = (pull: PullDriver): void => {
    const texts = textsOf(pull);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) {
      const shown = text.replace(/^<!-- baton:[\w:-]+ -->\n/, "");
      expect(shown).not.toMatch(/@(?!\u200B)/);
      expect(shown).not.toMatch(/#(?!\u200B)\d/);
      expect(shown).not.toMatch(/GH-\d/i);
      expect(shown).not.toMatch(/:\/\/github\.com\/acme\/shop\/issues/);
      // In a fenced block nothing is HTML or a link.
      const alive = shown.replace(/^```[^]*?^```/gm, "");
      expect(alive).not.toMatch(/<(script|img|!--)/i);
      expect(alive).not.toMatch(/(?<!\\)\]\(<?javascript:/);
      expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      expect(shown).not.toMatch(/^\/(advance|cancel)/m);
    }
  };

  it("mention nobody and do nothing, wherever on the way they were said", async () => {
    const pull = stage.repository.openPull({ by: "chen", title: hostile, body: hostile, head: "hostile" });
    await stage.say(pull, "maria", `/start ${hostile}`);
    expectHarmless(pull);
    const json = JSON.stringify({ requirements: [hostile], [hostile]: { deep: hostile } });
    await stage.say(pull, "maria", `/advance ${hostile}\n\n\`\`\`json\n${json}\n\`\`\``);
    expectHarmless(pull);
    await stage.say(pull, "maria", `/hold ${hostile}`);
    expectHarmless(pull);
    await stage.say(pull, "maria", `/unhold\n/advance\n/accept\n/advance\n/accept`);
    expect(await stateOf(relay, pull)).toBe("testing");
    stage.repository.check({
      ...{ sha: pull.headSha, name: hostile, conclusion: "failure", summary: `${hostile}\n/cancel\n/advance` },
      ...{ title: hostile, url: "https://evil.example.com/a b?c=<d>#5" },
    });
    stage.repository.status({
      by: "chen",
      sha: pull.headSha,
      context: hostile,
      state: "failure",
      description: hostile,
    });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expectHarmless(pull);
    await stage.say(pull, "maria", `/fail ${hostile}`);
    expectHarmless(pull);
    await stage.say(pull, "maria", "/history\n/help\n/status");
    expectHarmless(pull);
    expect(ownComments(pull, "turn").length).toBeGreaterThan(0);
  });

  it("mention nobody in what is replied to a command that cannot be read or done", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    for (const text of [
      `/rollback @maria<script>`,
      `/advance --no-checks@maria`,
      `/retry ${hostile}`,
      `/unhold ${hostile}`,
      `/advnce @acme/reviewers`,
      '/advance\n```json\n{"a": @maria #1 <script>}\n```',
    ])
      await stage.say(pull, "maria", text);
    expect(ownComments(pull, "reply")).toHaveLength(6);
    expectHarmless(pull);
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("mention nobody where a hold is refused to be ended, or a label undone", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "maria", `/hold ${hostile}`);
    await stage.say(pull, "chen", "/unhold");
    pull.label("tara", "baton: deployment");
    pull.label("tara", "baton: @maria");
    await relay.settle();
    expectHarmless(pull);
  });

  it("are not taken for Baton's own commands when Baton repeats them", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start first\n\n    /advance\n\n> /cancel");
    expect(await outcomesOf(relay, pull)).toHaveLength(1);
    expect(await stateOf(relay, pull)).toBe("discovery");
  });

  it("with characters that a database cannot hold are kept without them", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "nothing yet");
    const body = "/start the \u0000 total \ud800 is wrong";
    await forge(relay, {
      event: "issue_comment",
      payload: lastPayload(relay, "issue_comment.created", { comment: { body } }),
    });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
    const [row] = await query<{ requirements: string }>(
      relay.db,
      "select workflow_metadata ->> 'requirements' as requirements from build_workflows where id = $1",
      [(await workflowOf(relay, pull)).id],
    );
    expect(row?.requirements).toMatch(/^the .* total .* is wrong$/);
    expect(row?.requirements.includes("\u0000")).toBe(false);
    expect(row?.requirements).not.toMatch(/\p{Surrogate}/u);
  });

  it("as a result are kept as they are, prototypes and all, or refused in words", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    await stage.say(pull, "maria", '/advance\n```json\n{"bad": "\\u0000"}\n```');
    await stage.say(pull, "maria", '/advance\n```json\n{"bad": "\\ud800"}\n```');
    await stage.say(pull, "maria", `/advance\n\`\`\`json\n${"[".repeat(5_000)}${"]".repeat(5_000)}\n\`\`\``);
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect((await outcomesOf(relay, pull)).slice(1).map(({ result }) => result)).toEqual([
      "refused",
      "refused",
      "refused",
    ]);
    await stage.say(
      pull,
      "maria",
      '/advance\n```json\n{"requirements": ["a"], "constructor": {"x": 1}, "ü": "🏁"}\n```',
    );
    expect((await handoffsOf(relay, pull))[0]?.data_transferred["previous_phase_output"]).toEqual({
      requirements: ["a"],
      constructor: { x: 1 },
      ü: "🏁",
    });
  });

  it("as long as GitHub takes them still leave a report that GitHub takes", async () => {
    const pull = stage.openPull();
    const long = `${"@maria #1 <b>🏁 ".repeat(3_700)}end`;
    await stage.say(pull, "maria", `/start ${long}`);
    await stage.say(pull, "maria", `/advance ${long.slice(0, 20_000)}`);
    expect(await stateOf(relay, pull)).toBe("planning");
    for (const text of textsOf(pull)) expect(text.length).toBeLessThan(60_000);
    expectHarmless(pull);
  });

  it("of a stranger by the dozen make Baton say nothing", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const before = pull.comments().length;
    for (let count = 0; count < 20; count += 1) pull.comment("mallory", `/advance ${hostile}\n/cancel\n/help`);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(pull.comments()).toHaveLength(before + 20);
  });
});
