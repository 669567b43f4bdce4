import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { loadRuleSnapshot } from "../../src/store/rule-snapshots.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  eventsOf,
  openRepository,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const rulesPath = ".github/baton.yml";

/** What of a relay's policy tells its rules apart here. */
async function retriesOf(relay: Relay, pull: PullDriver): Promise<number> {
  return (await workflowOf(relay, pull)).policy.limits.retries;
}

describe("a repository's rules", () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(() => relay.close());

  const withRules = (text: string, files: Readonly<Record<string, string>> = {}): Stage =>
    openRepository(relay, "acme", { [rulesPath]: text, ...files });

  const change = (stage: Stage, text: string | null): void => {
    stage.repository.push("maria", "main", { files: { [rulesPath]: text } });
  };

  const begin = async (stage: Stage): Promise<PullDriver> => {
    const pull = stage.openPull();
    await stage.say(pull, "chen", "/start");
    return pull;
  };

  const readingOf =
    ({ repository }: Stage) =>
    ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
      method === "GET" && decodeURIComponent(path) === `/repos/${repository.fullName}/contents/${rulesPath}`;

  it("are the defaults where there is no file", async () => {
    const pull = await begin(openRepository(relay));
    expect(await workflowOf(relay, pull)).toMatchObject({ rules_digest: null, policy: defaultPolicy });
  });

  it("are read when a relay starts, and a change half-way counts for the next one only", async () => {
    const stage = withRules("limits: { retries: 1 }");
    const first = await begin(stage);
    change(stage, "limits: { retries: 2 }");
    await stage.say(first, "chen", "/advance");
    const second = await begin(stage);
    await stage.say(second, "maria", "/cancel");
    change(stage, null);
    await stage.say(second, "chen", "/start");
    expect([await retriesOf(relay, first), await retriesOf(relay, second)]).toEqual([1, 5]);
    expect((await workflowOf(relay, second)).rules_digest).toBeNull();
    await stage.say(first, "maria", "/cancel");
    change(stage, "limits: { retries: 3 }");
    await stage.say(first, "chen", "/start");
    expect(await retriesOf(relay, first)).toBe(3);
  });

  it("in the branch of a pull request do not count", async () => {
    const stage = withRules("limits: { retries: 1 }");
    const pull = stage.repository.openPull({
      by: "chen",
      files: { [rulesPath]: "limits: { retries: 100 }\nroles: { release_manager: { users: [chen] } }" },
    });
    await stage.say(pull, "chen", "/start");
    expect(await retriesOf(relay, pull)).toBe(1);
  });

  it("that are broken leave the last good ones in force, and the report says where until they are mended", async () => {
    const stage = withRules("limits: { retries: 1 }");
    await begin(stage);
    change(stage, "limits: { retries: 2 }\ntesting:\n  on-failure: retyr\n");
    const pull = await begin(stage);
    expect(await retriesOf(relay, pull)).toBe(1);
    expect(statusComment(pull)).toContain(
      "`.github/baton.yml` on the default branch is broken: line 3, column 15: testing.on-failure must be retry, fail or nothing. Did you mean retry? Until it is mended, the last good rules hold",
    );
    change(stage, "limits: { retries: 2 }");
    await stage.say(pull, "chen", "/status");
    expect(statusComment(pull)).not.toContain("is broken");
    expect(await retriesOf(relay, pull)).toBe(1);
    expect(await retriesOf(relay, await begin(stage))).toBe(2);
  });

  it("are read anew with each push to the default branch that changes them, for open relays to tell of", async () => {
    const stage = withRules("limits: { retries: 1 }");
    const pull = await begin(stage);
    change(stage, "limits: { retries: many }");
    await relay.settle();
    expect(statusComment(pull)).toContain("`.github/baton.yml` on the default branch is broken: line 1, column 20");
    expect(await retriesOf(relay, pull)).toBe(1);
    const before = relay.sandbox.requests.length;
    stage.repository.push("maria", "main", { files: { "src/a.ts": "a" } });
    stage.repository.push("maria", "next", { files: { [rulesPath]: "limits: { retries: 3 }" } });
    await relay.settle();
    expect(relay.sandbox.requests.slice(before)).toEqual([]);
    change(stage, "limits: { retries: 2 }");
    await relay.settle();
    expect(statusComment(pull)).not.toContain("is broken");
    expect(await retriesOf(relay, pull)).toBe(1);
  });

  it("are read anew once GitHub is back, and not at all where nobody spoke to Baton yet", async () => {
    const stage = withRules("limits: { retries: 1 }");
    change(stage, "start: [");
    await relay.settle();
    const pull = await begin(stage);
    const outage = relay.sandbox.fault({ match: readingOf(stage), do: { status: 502 }, times: Infinity });
    change(stage, "limits: { retries: 2 }");
    await relay.settle();
    expect(statusComment(pull)).toContain("is broken");
    outage.remove();
    await relay.pass(60_000);
    expect(statusComment(pull)).not.toContain("is broken");
  });

  it("that were never good are the defaults", async () => {
    const pull = await begin(withRules("start: [manual"));
    expect(await workflowOf(relay, pull)).toMatchObject({ rules_digest: null, policy: defaultPolicy });
    expect(statusComment(pull)).toMatch(/line 1, column 8: .* Until it is mended, the defaults hold/);
  });

  it.each([
    ["a directory", { [`${rulesPath}/nested.yml`]: "start: manual" }, "there is a directory in the place of the file"],
    ["a file without its content", { [rulesPath]: `#${"x".repeat(1_100_000)}` }, "the file is larger than 64 KiB"],
    [
      "a file that is larger than rules are",
      { [rulesPath]: `#${"x".repeat(70_000)}` },
      "the file is larger than 64 KiB",
    ],
    [
      "a schema that is not there",
      { [rulesPath]: "handoff-schemas:\n  planning: .github/plan.json" },
      "line 2, column 13: handoff-schemas.planning names a file that cannot be used: .github/plan.json is not there",
    ],
    [
      "a schema that is no JSON",
      { [rulesPath]: "handoff-schemas: { testing: .github/a.json }", ".github/a.json": "{" },
      ".github/a.json is no JSON.",
    ],
    [
      "a prompt that is too large",
      { [rulesPath]: "start: manual", ".github/baton/prompts/code_writer.md": "x".repeat(70_000) },
      "The prompt .github/baton/prompts/code\\_writer.md cannot be read: the file is larger than 64 KiB",
    ],
    [
      "a prompt with a part that there is not",
      { [rulesPath]: "start: manual", ".github/baton/prompts/code_writer.md": "Mine.\n{{ defualt }}\n" },
      "has a line {{ defualt }}, which names no part. Parts are: default, role, work,",
    ],
  ] as const)("with %s are broken as well", async (_, files, said) => {
    const pull = await begin(openRepository(relay, "acme", files));
    expect((await workflowOf(relay, pull)).rules_digest).toBeNull();
    expect(statusComment(pull)).toContain(said);
  });

  it("are taken into a running relay by a maintainer's `/reload`, unless they are broken", async () => {
    const stage = withRules("limits: { retries: 1 }\nroles: { q_assistant: { users: [pat] } }");
    const pull = await begin(stage);
    expect(statusComment(pull)).toContain("Nobody can play Q Assistant now.");
    change(stage, "limits: { retries: many }");
    const inVain = await stage.say(pull, "omar", "/reload");
    expect(reactionsTo(pull, inVain)).toEqual(["confused"]);
    expect(ownComments(pull, "reply").at(-1)).toContain("The rules of this repository cannot be taken");
    expect(statusComment(pull)).toContain("line 1, column 20: limits.retries must be a whole number");
    change(stage, "limits: { retries: 7 }");
    await stage.say(pull, "chen", "/reload");
    expect(await retriesOf(relay, pull)).toBe(1);
    await stage.say(pull, "omar", "/hold");
    const done = await stage.say(pull, "omar", "/reload");
    expect(reactionsTo(pull, done)).toEqual(["+1"]);
    expect(await retriesOf(relay, pull)).toBe(7);
    expect(statusComment(pull)).not.toContain("[!WARNING]");
    const { rules_digest: digest } = await workflowOf(relay, pull);
    expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({
      event_type: "reloaded",
      event_data: { state: "discovery", rules: digest },
    });
  });

  it("under the same name mean somebody else only after a `/reload`", async () => {
    const stage = withRules("roles: { q_assistant: { users: [robin] } }");
    stage.repository.grant("robin", "write");
    const pull = await begin(stage);
    relay.sandbox.renameUser("robin", "robin-of-old");
    stage.repository.grant("robin", "write");
    await stage.say(pull, "robin", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await stage.say(pull, "maria", "/reload");
    await stage.say(pull, "robin", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it.each([
    ["testing", "handoff_to_verifier", "testing"],
    ["deployment", "complete", "deployment"],
  ] as const)("that gate %s let the check run turn green in %s, and not in %s", async (gate, green, before) => {
    const pull = withRules(`gate: ${gate}`).openPull();
    await bring(relay, pull, before);
    expect(batonCheck(pull).conclusion).not.toBe("success");
    pull.comment("maria", "/advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe(green);
    expect(batonCheck(pull)).toMatchObject({ conclusion: "success" });
  });

  it("that start by label refuse `/start`, and the label starts", async () => {
    const stage = withRules("start: label");
    const pull = await begin(stage);
    expect(await stateOf(relay, pull)).toBeNull();
    expect(ownComments(pull, "reply").at(-1)).toContain("In this repository a relay is started by a label");
    pull.label("chen", "baton: start");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
  });

  describe("that start with the pull request", () => {
    const rules = "start: opened\nroles: { q_assistant: { users: [maria] } }";

    it("do so once for whoever opens it, from a fork and as a draft too, and keep the roles as they are", async () => {
      const stage = withRules(rules);
      const forked = stage.repository.openPull({ by: "fred", fork: true, draft: true, title: "Pay by card" });
      await relay.settle();
      expect(await workflowOf(relay, forked)).toMatchObject({
        current_state: "discovery",
        workflow_metadata: {
          requirements: expect.stringContaining("Pay by card") as string,
          startedBy: { login: "fred" },
        },
      });
      await stage.say(forked, "chen", "/advance");
      expect(await stateOf(relay, forked)).toBe("discovery");
      await stage.say(forked, "maria", "/advance");
      expect(await stateOf(relay, forked)).toBe("planning");
      relay.sandbox.deliveries.double({ next: 1 });
      const pull = stage.openPull();
      await relay.settle();
      await stage.say(pull, "maria", "/cancel");
      expect(await stateOf(relay, pull)).toBe("discovery");
      pull.push("chen");
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled" });
      expect(ownComments(pull, "reply")).toEqual([]);
    });

    it("leave it alone where somebody was quicker, where it is closed by then, and where the rules are others by now", async () => {
      const stage = withRules(rules);
      relay.sandbox.deliveries.pause();
      const quick = stage.openPull();
      const closed = stage.openPull();
      quick.comment("maria", "/start\n/cancel");
      closed.close("chen");
      const said = relay.sandbox.deliveries.held().filter(({ event }) => event === "issue_comment");
      relay.sandbox.deliveries.release(said.map(({ guid }) => guid));
      await relay.settle();
      relay.sandbox.deliveries.resume();
      await relay.settle();
      expect(await workflowOf(relay, quick)).toMatchObject({ status: "cancelled" });
      expect(await stateOf(relay, closed)).toBeNull();
      for (const pull of [quick, closed]) expect(ownComments(pull, "reply")).toEqual([]);
      stage.repository.push("maria", "main", { files: { [rulesPath]: "start: manual\n" } });
      const later = stage.openPull();
      await relay.settle();
      expect(await stateOf(relay, later)).toBeNull();
      expect(later.comments()).toEqual([]);
    });
  });

  it("are pinned with all that they name", async () => {
    const stage = withRules(
      "roles:\n  q_assistant: { users: [Maria], teams: [acme/product], apps: [claude] }\nhandoff-schemas: { planning: .github/plan.json }",
      {
        ".github/plan.json": '{ "required": ["plan"] }',
        ".github/baton/prompts/q_assistant.md": "Ask first.",
        ".github/baton/prompts/README.md": "No prompt.",
      },
    );
    const team = relay.sandbox.createTeam({ org: "acme", slug: "product" });
    relay.sandbox.registerApp("claude");
    const { rules_digest: digest } = await workflowOf(relay, await begin(stage));
    expect(await loadRuleSnapshot(relay.db, String(digest))).toMatchObject({
      rules: { roles: { q_assistant: { users: ["Maria"] } } },
      users: { maria: expect.any(Number) as number },
      teams: { "acme/product": team.id },
      apps: { claude: 209825114 },
      schemas: { planning: { required: ["plan"] } },
      prompts: { q_assistant: "Ask first." },
    });
  });

  it("that GitHub does not show leave the last good ones in force, and the report says so", async () => {
    const stage = withRules("limits: { retries: 1 }");
    await begin(stage);
    const fault = relay.sandbox.fault({
      match: readingOf(stage),
      do: { status: 403, body: { message: "Resource not accessible by integration" } },
      times: Infinity,
    });
    const pull = await begin(stage);
    expect(await retriesOf(relay, pull)).toBe(1);
    expect(statusComment(pull)).toContain("GitHub does not let Baton read `.github/baton.yml`");
    fault.remove();
  });

  it("that GitHub cannot give now are waited for", async () => {
    const stage = withRules("limits: { retries: 1 }");
    const pull = stage.openPull();
    await relay.settle();
    relay.sandbox.fault({ match: readingOf(stage), do: { status: 502 } });
    const id = await stage.say(pull, "chen", "/start");
    expect(await stateOf(relay, pull)).toBeNull();
    await relay.pass(5_000);
    expect(await retriesOf(relay, pull)).toBe(1);
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
  });
});
