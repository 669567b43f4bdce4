import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  outcomesOf,
  ownComments,
  reactionsTo,
  stateOf,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** Who may what is read from GitHub, by ids; nothing that a payload or a text says about itself counts. */
describe("authority", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("to start is write: below it the command is refused, below triage without a reply", async () => {
    const pull = stage.openPull();
    const byReader = await stage.say(pull, "rita", "/start");
    expect(reactionsTo(pull, byReader)).toEqual(["confused"]);
    expect(ownComments(pull, "reply")).toHaveLength(0);
    const byTriager = await stage.say(pull, "tara", "/start");
    expect(reactionsTo(pull, byTriager)).toEqual(["confused"]);
    expect(ownComments(pull, "reply")).toHaveLength(1);
    const byStranger = await stage.say(pull, "nobody-of-theirs", "/start");
    expect(reactionsTo(pull, byStranger)).toEqual(["confused"]);
    expect(ownComments(pull, "reply")).toHaveLength(1);
    expect(await stateOf(relay, pull)).toBeNull();
  });

  it("to go back, to cancel and to force is maintain", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    for (const command of ["/rollback planning", "/cancel", "/advance --force"]) {
      const id = await stage.say(pull, "chen", command);
      expect(reactionsTo(pull, id), command).toEqual(["confused"]);
    }
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "implementation" });
    await stage.say(pull, "omar", "/rollback planning The plan was wrong");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("to end another's hold is maintain; everybody ends their own", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "omar", "/hold");
    await stage.say(pull, "chen", "/unhold");
    expect(await workflowOf(relay, pull)).toHaveProperty("hold.by.login", "omar");
    await stage.say(pull, "maria", "/unhold");
    expect(await workflowOf(relay, pull)).toHaveProperty("hold", null);
    await stage.say(pull, "chen", "/hold");
    await stage.say(pull, "chen", "/unhold");
    expect(await workflowOf(relay, pull)).toHaveProperty("hold", null);
  });

  it("is not believed from the payload", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "rita", "nothing to see");
    const forged = { comment: { body: "/advance", author_association: "OWNER" }, sender: { site_admin: true } };
    expect(
      await forge(relay, { event: "issue_comment", payload: lastPayload(relay, "issue_comment.created", forged) }),
    ).toBe(200);
    await relay.settle();
    expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ result: "refused", reason: "not_your_role" });
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("belongs to an id: a login that somebody else has now gives nothing", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "rita", "nothing to see");
    const forged = { comment: { body: "/advance", user: { login: "maria" } }, sender: { login: "maria" } };
    await forge(relay, { event: "issue_comment", payload: lastPayload(relay, "issue_comment.created", forged) });
    await relay.settle();
    expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ result: "refused", reason: "not_your_role" });
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("is none for bots that nobody named, and for those that look like Baton", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "maria", "nothing to see");
    for (const login of ["helper[bot]", "baton"]) {
      const sender = { id: 99_000_000, login, type: login === "baton" ? "User" : "Bot" };
      const forged = { comment: { body: "/advance", user: { login } }, sender };
      await forge(relay, { event: "issue_comment", payload: lastPayload(relay, "issue_comment.created", forged) });
      await relay.settle();
      expect((await outcomesOf(relay, pull)).at(-1), login).toMatchObject({
        result: "refused",
        reason: "not_your_role",
      });
      expect(await stateOf(relay, pull), login).toBe("planning");
    }
  });

  it("does not come from a command that is quoted, coded, hidden or edited in", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const hidden = [
      "> /advance",
      "`/advance`",
      "```\n/advance\n```",
      "<!--\n/advance\n-->",
      "\u200B/advance",
      "/adv\u200Bance",
    ];
    for (const text of hidden) await stage.say(pull, "maria", text);
    const id = await stage.say(pull, "maria", "a thought");
    pull.editComment("maria", id, "/advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
  });
});
