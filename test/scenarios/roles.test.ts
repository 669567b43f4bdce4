import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  outcomesOf,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  type Stage,
} from "../support/stage.ts";

describe("roles that rules give to somebody", () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(() => relay.close());

  const withRoles = (...roles: readonly string[]): Stage =>
    openRepository(relay, "acme", { ".github/baton.yml": `roles:\n${roles.map((role) => `  ${role}\n`).join("")}` });

  const begin = async (stage: Stage): Promise<PullDriver> => {
    const pull = stage.openPull();
    await stage.say(pull, "chen", "/start");
    return pull;
  };

  const refusedReason = async (pull: PullDriver): Promise<string | undefined> =>
    (await outcomesOf(relay, pull)).findLast(({ result }) => result === "refused")?.reason;

  it("are theirs whatever they may do in the repository, and nobody else's", async () => {
    const stage = withRoles("q_assistant: { users: [Rita] }");
    const pull = await begin(stage);
    const byAdmin = await stage.say(pull, "maria", "/advance");
    expect(reactionsTo(pull, byAdmin)).toEqual(["confused"]);
    expect(await refusedReason(pull)).toBe("not_your_role");
    const byRita = await stage.say(pull, "rita", "/advance");
    expect(reactionsTo(pull, byRita)).toEqual(["rocket"]);
    await stage.say(pull, "rita", "/rollback discovery");
    expect(await refusedReason(pull)).toBe("not_permitted");
    // Whoever plays a role is answered, though a reader is not.
    expect(ownComments(pull, "reply").at(-1)).toContain("more access to this repository");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("take the baton by themselves, or wait for somebody to take it, as the rules say", async () => {
    const stage = withRoles("code_writer: { accept: automatic }", "test_auditor: { accept: manual }");
    const pull = await begin(stage);
    await stage.say(pull, "chen", "/advance\n/advance");
    expect(await stateOf(relay, pull)).toBe("implementation");
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_tester");
    await stage.say(pull, "chen", "/accept");
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it("that name nobody are everybody's with write access", async () => {
    const stage = withRoles("release_manager: { users: [omar] }");
    const pull = await begin(stage);
    await stage.say(pull, "rita", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("stay with the person when a login changes hands", async () => {
    const stage = withRoles("q_assistant: { users: [pat] }");
    stage.repository.grant("pat", "read");
    const pull = await begin(stage);
    relay.sandbox.renameUser("pat", "patricia");
    stage.repository.grant("pat", "write");
    await stage.say(pull, "pat", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await stage.say(pull, "patricia", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    // Another relay under the same file means the same person.
    const next = await begin(stage);
    await stage.say(next, "pat", "/advance");
    expect(await stateOf(relay, next)).toBe("discovery");
  });

  it("are played by the members of a team and of those below it, for as long as they are in it", async () => {
    const stage = withRoles("q_assistant: { teams: [Acme/Product] }");
    const product = relay.sandbox.createTeam({ org: "acme", slug: "product", members: ["tara"] });
    const design = relay.sandbox.createTeam({ org: "acme", slug: "design", parent: "product", members: ["rita"] });
    const pull = await begin(stage);
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await stage.say(pull, "rita", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    await stage.say(pull, "tara", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    design.remove("rita");
    await relay.pass(60_000);
    await stage.say(pull, "rita", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    // Another team that comes to the same name is not the one that was meant.
    product.rename("old-product");
    relay.sandbox.createTeam({ org: "acme", slug: "product", members: ["rita"] });
    await relay.pass(60_000);
    await stage.say(pull, "rita", "/fail");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    await stage.say(pull, "chen", "/status");
    expect(statusComment(pull)).toContain("the team “Acme/Product”, whom GitHub does not know here.");
    expect(statusComment(pull)).toContain("**Nobody can play Q Assistant now.**");
  });

  it("that nobody can play are told on the report, with whom they name in vain", async () => {
    const stage = withRoles(
      "q_assistant: { users: [ghost] }",
      "code_writer: { users: [chen], teams: [acme/nowhere], apps: [no-such-app] }",
    );
    const pull = await begin(stage);
    const report = statusComment(pull);
    expect(report).toContain("The rules name for Q Assistant the user “ghost”, whom GitHub does not know here.");
    expect(report).toContain("**Nobody can play Q Assistant now.**");
    expect(report).toContain("the team “acme/nowhere”, the App “no-such-app”, whom GitHub does not know here.");
    expect(report).not.toContain("Nobody can play Code Writer");
  });

  it("of teams that Baton may not look into are told as such", async () => {
    const stage = withRoles("q_assistant: { teams: [acme/secret] }");
    relay.sandbox.createTeam({ org: "acme", slug: "secret", members: ["chen"] });
    const fault = relay.sandbox.fault({
      match: "GET /orgs/acme/teams/secret",
      do: { status: 403, body: { message: "Resource not accessible by integration" } },
      times: Infinity,
    });
    const pull = await begin(stage);
    expect(statusComment(pull)).toContain("the team “acme/secret”, which Baton may not look into");
    expect(statusComment(pull)).toContain("Teams need the App's permission to read members.");
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    fault.remove();
  });

  it("of teams into which Baton may look no longer are told as such, until it may again", async () => {
    const stage = withRoles("q_assistant: { teams: [acme/closed] }");
    relay.sandbox.createTeam({ org: "acme", slug: "closed", members: ["chen"] });
    const pull = await begin(stage);
    expect(statusComment(pull)).not.toContain("acme/closed");
    const fault = relay.sandbox.fault({
      match: "GET /orgs/acme/teams/closed",
      do: { status: 403, body: { message: "Resource not accessible by integration" } },
      times: Infinity,
    });
    await relay.pass(60_000);
    const refused = await stage.say(pull, "chen", "/advance");
    expect(reactionsTo(pull, refused)).toEqual(["confused"]);
    await stage.say(pull, "chen", "/status");
    expect(statusComment(pull)).toContain("the team “acme/closed”, which Baton may not look into");
    fault.remove();
    await relay.pass(60_000);
    await stage.say(pull, "chen", "/advance\n/status");
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(statusComment(pull)).not.toContain("acme/closed");
  });

  it("are an App's where it is named, whatever its login, and no other bot's", async () => {
    relay.sandbox.registerApp("copilot-swe-agent");
    const stage = withRoles("q_assistant: { apps: [copilot-swe-agent] }");
    const pull = await begin(stage);
    await stage.say(pull, "claude[bot]", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await stage.say(pull, "Copilot", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    const other = stage.openPull();
    await stage.say(other, "Copilot", "/start");
    await stage.say(other, "claude[bot]", "/start");
    expect(await outcomesOf(relay, other)).toMatchObject([{ result: "moved" }, { reason: "not_permitted" }]);
  });

  it("are not any bot's where nobody is named", async () => {
    const stage = openRepository(relay);
    const pull = await begin(stage);
    await stage.say(pull, "claude[bot]", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
  });
});

describe("verification by rules", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay, "acme", {
      ".github/baton.yml": [
        "roles: { verification_overseer: { users: [omar, chen] } }",
        "verification: { approvals: 1 }",
        "separation-of-duties: true",
      ].join("\n"),
    });
  });
  afterAll(() => relay.close());

  it("counts the approvals of those who play the role, whatever others may do here", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    await stage.say(pull, "omar", "/advance");
    pull.review("maria", "approved");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    pull.review("omar", "approved");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it("takes no approval from whoever completed the implementation", async () => {
    const pull = stage.repository.openPull({ by: "maria", head: "separate" });
    pull.comment("maria", "/start\n/advance\n/advance\n/advance");
    await relay.settle();
    pull.comment("chen", "/advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "chen", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ reason: "same_person" });
    await stage.say(pull, "maria", "/advance");
    pull.review("chen", "approved");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    pull.review("omar", "approved");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });
});
