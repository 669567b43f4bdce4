import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { beginUnder } from "../support/begin-under.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  handoffsOf,
  openRepository,
  outcomesOf,
  ownComments,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const twoApprovals = "testing: { checks: [] }\nverification: { approvals: 2 }";

describe("reviews in verification", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const inVerification = (rules = twoApprovals): Promise<PullDriver> =>
    beginUnder(relay, stage, { rules, state: "verification" });
  const review = async (pull: PullDriver, ...given: Parameters<PullDriver["review"]>): Promise<number> => {
    const { id } = pull.review(...given);
    await relay.settle();
    return id;
  };
  const explanation = async (pull: PullDriver): Promise<string> => {
    await stage.say(pull, "tara", "/explain");
    return ownComments(pull, "reply").at(-1) ?? "";
  };

  it("that approve the head move the work on once there are enough, of those alone who play the role", async () => {
    const pull = await inVerification();
    await review(pull, "omar", "approved", "Fine.");
    await review(pull, "rita", "approved", "Fine by me, too.");
    await review(pull, "chen", "commented", "I wrote it, so I like it.");
    expect(await stateOf(relay, pull)).toBe("verification");
    expect(statusComment(pull)).toContain("**1 of 2** approvals");
    const text = await explanation(pull);
    expect(text).toContain("- Approvals of the newest commit: 1 of 2.");
    expect(text).toContain("- The review by rita: whoever gave it does not play the Verification Overseer here");
    expect(text).toContain("- It goes on once the approvals are all there.");
    await review(pull, "maria", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      actor: { kind: "github" },
      data_transferred: { approved_for_deployment: true },
    });
  });

  it("that arrive while the baton is in the air take it first", async () => {
    const pull = await beginUnder(relay, stage, { rules: twoApprovals, state: "handoff_to_verifier" });
    await review(pull, "omar", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    await review(pull, "maria", "approved");
    expect((await handoffsOf(relay, pull)).slice(-2)).toMatchObject([
      { from_state: "handoff_to_verifier", to_state: "verification", actor: { kind: "github" } },
      { from_state: "verification", to_state: "handoff_to_releaser", actor: { kind: "github" } },
    ]);
  });

  it("that are dismissed count no longer, and a comment takes nothing back", async () => {
    const pull = await inVerification();
    const id = await review(pull, "omar", "approved");
    await review(pull, "omar", "commented", "One more thought.");
    expect(statusComment(pull)).toContain("**1 of 2** approvals");
    pull.dismissReview("maria", id);
    await relay.settle();
    await review(pull, "maria", "approved");
    expect(await stateOf(relay, pull)).toBe("verification");
    await stage.say(pull, "maria", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "approvals_missing" });
    expect(ownComments(pull, "reply").at(-1)).toContain("Approvals of the newest commit: 1 of 2.");
    await review(pull, "omar", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it("that are dismissed do not bring back what their reviewer had taken back by them", async () => {
    const rules = "testing: { checks: [] }\nverification: { approvals: 1, on-changes-requested: nothing }";
    const pull = await inVerification(rules);
    pull.draft("chen");
    await review(pull, "omar", "approved", "Fine.");
    const against = await review(pull, "omar", "changes_requested", "Not fine after all.");
    pull.ready("chen");
    pull.dismissReview("maria", against);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("verification");
    expect(await explanation(pull)).toContain("- Approvals of the newest commit: 0 of 1.");
    await stage.say(pull, "maria", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "approvals_missing" });
    await review(pull, "omar", "approved", "Fine now.");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it("that request changes send the work back, with their texts and what they say of lines", async () => {
    const pull = await inVerification();
    await review(pull, "omar", "changes_requested", "The totals are wrong.", [
      { path: "changes/1.txt", line: 1, body: "Round it here." },
    ]);
    const handoff = (await handoffsOf(relay, pull)).at(-1);
    expect(handoff).toMatchObject({ kind: "retry", from_state: "verification", to_state: "implementation" });
    expect(handoff?.data_transferred).toMatchObject({
      retry_reason: "Changes requested by omar",
      evidence: [
        {
          kind: "review",
          name: "omar",
          outcome: "changes_requested",
          summary: expect.stringMatching(/The totals are wrong\.\n.*changes\/1\.txt:1: Round it here\./s),
        },
      ],
    });
    expect(statusComment(pull)).toContain("The totals are wrong.");
    await stage.say(pull, "maria", "/advance");
    await stage.say(pull, "maria", "/advance\n/accept");
    expect(await stateOf(relay, pull)).toBe("verification");
    expect(await workflowOf(relay, pull)).toMatchObject({ retries: 1 });
    expect(await explanation(pull)).toContain("- The review by omar: it has had its effect already");
    await review(pull, "omar", "approved");
    await review(pull, "maria", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it.each([
    ["nothing", "verification"],
    ["fail", "error"],
  ])("that request changes do %s where the rules say so", async (does, state) => {
    const pull = await inVerification(twoApprovals.replace("2 }", `2, on-changes-requested: ${does} }`));
    await review(pull, "omar", "changes_requested", "No.");
    expect(await stateOf(relay, pull)).toBe(state);
    if (state === "verification") expect(await explanation(pull)).toContain("Changes are requested by omar.");
  });

  it("by the author count for nothing, whatever role they play and whatever a webhook claims", async () => {
    const roles = "roles: { verification_overseer: { users: [chen, omar] } }";
    const pull = await inVerification(`${roles}\ntesting: { checks: [] }\nverification: { approvals: 1 }`);
    expect(() => pull.review("chen", "approved")).toThrow("a pull request of their own");
    await review(pull, "chen", "commented", "I wrote it, so I like it.");
    const claimed = { review: { state: "approved" } };
    const payload = lastPayload(relay, "pull_request_review.submitted", claimed);
    expect(await forge(relay, { event: "pull_request_review", payload })).toBe(200);
    await relay.settle();
    await stage.say(pull, "chen", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "approvals_missing" });
    expect(await stateOf(relay, pull)).toBe("verification");
    await review(pull, "omar", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it("of an earlier commit count no longer", async () => {
    const pull = await inVerification();
    await review(pull, "omar", "approved");
    pull.push("chen");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    await stage.say(pull, "maria", "/advance\n/accept");
    await review(pull, "maria", "approved");
    expect(await stateOf(relay, pull)).toBe("verification");
    const text = await explanation(pull);
    expect(text).toContain("- Approvals of the newest commit: 1 of 2.");
    expect(text).toContain("- The review by omar: it is about another commit than the newest.");
  });

  it("wait for a draft to be ready, and then nobody has to say it", async () => {
    const pull = await inVerification();
    pull.draft("chen");
    await review(pull, "omar", "approved");
    await review(pull, "maria", "approved");
    expect(await stateOf(relay, pull)).toBe("verification");
    expect(await explanation(pull)).toContain("- Mark the pull request as ready for review.");
    pull.ready("chen");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });

  it("by whoever completed the implementation count for nothing where duties are separate", async () => {
    const rules = "testing: { checks: [] }\nverification: { approvals: 1 }\nseparation-of-duties: true";
    const pull = await beginUnder(relay, stage, { rules, state: "testing" });
    await stage.say(pull, "omar", "/advance\n/accept");
    await review(pull, "maria", "approved", "I wrote it, and it is good.");
    expect(await stateOf(relay, pull)).toBe("verification");
    const text = await explanation(pull);
    expect(text).toContain("- The review by maria: whoever gave it completed the implementation");
    expect(text).toContain("not maria, who completed the implementation");
    await stage.say(pull, "maria", "/advance");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "same_person" });
    await review(pull, "omar", "approved");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });
});
