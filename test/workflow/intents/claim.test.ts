import { describe, expect, it } from "vitest";
import { batonActor, githubActor, type Actor } from "../../../src/workflow/actor.ts";
import { lapsesMax } from "../../../src/workflow/claims.ts";
import { deriveIntent } from "../../../src/workflow/derive.ts";
import { factOfTime, movesByTimeAt } from "../../../src/workflow/facts/fact-of-time.ts";
import { handoffStates } from "../../../src/workflow/states.ts";
import type { Claim, Workflow } from "../../../src/workflow/workflow.ts";
import {
  aPolicy,
  anActor,
  anIntent,
  aStart,
  at,
  everyone,
  goodEvidence,
  judge,
  maintainer,
  move,
  otherHead,
  refusal,
  refusalOf,
  workflowIn,
} from "../support.ts";

const minute = 60;
const agent = (login: string, more: Partial<Actor> = {}): Actor =>
  anActor({ kind: "token", id: null, login, permission: "none", roles: ["code_writer"], ...more });
const coder = agent("coder");
const second = agent("second coder");
const operator = agent("operator", { permission: "maintain" });
const maria = anActor({ id: 1, login: "maria", roles: ["code_writer", "q_assistant"] });
const chen = anActor({ id: 2, login: "chen", roles: ["code_writer"] });

const accept = (by: Actor) =>
  move(workflowIn("handoff_to_coder"), anIntent("advance", { by }), { now: at(1000) }).workflow;
const claimed = accept(coder);
const claim = claimed.claim as Claim;
const inTesting = (fields: Partial<Workflow> = {}) => workflowIn("testing", { claim, ...fields });

describe("whoever accepts a handoff", () => {
  it("has the phase: an agent with a lease of half an hour, a person without end", () => {
    expect(claim).toEqual({
      by: { kind: "token", id: null, login: "coder" },
      at: at(1000),
      fence: claimed.version,
      expiresAt: at(1000 + 30 * minute),
    });
    expect(accept(chen).claim).toMatchObject({ by: { login: "chen" }, expiresAt: null });
    const app = agent("copilot[bot]", { kind: "app", id: 5 });
    expect(accept(app).claim).toMatchObject({ expiresAt: at(1000 + 30 * minute) });
  });

  it("has it as long as the rules say", () => {
    const policy = aPolicy({ limits: { claimMinutes: 5 } });
    const before = workflowIn("handoff_to_coder", { policy });
    const { workflow } = move(before, anIntent("accept", { by: coder }), { now: at(1000) });
    expect(workflow.claim?.expiresAt).toEqual(at(1000 + 5 * minute));
  });

  it("has nothing where they play another role, or where Baton or GitHub accepts", () => {
    for (const by of [agent("planner", { roles: ["q_assistant"] }), batonActor, githubActor]) {
      expect(accept(by).claim).toBeNull();
    }
  });

  it("is told the number of the claim and its end in the event, which people have no use for", () => {
    const eventOf = (by: Actor) => move(workflowIn("handoff_to_coder"), anIntent("accept", { by }), { now: at(1000) });
    const expires_at = at(1000 + 30 * minute).toISOString();
    expect(eventOf(coder).moves[0]?.event.data).toMatchObject({ claim: { fence: claimed.version, expires_at } });
    expect(eventOf(chen).moves[0]?.event.data).not.toHaveProperty("claim");
  });
});

describe("a claim", () => {
  const advanceBy = (by: Actor, more = {}) => anIntent("advance", { by, ...more });

  it("of an agent keeps everybody else from completing the phase, and no fact", () => {
    for (const by of [second, chen, operator]) {
      expect(refusal(claimed, advanceBy(by))).toMatchObject({
        reason: "claimed",
        missing: [{ kind: "claim", by: { login: "coder" }, fence: claim.fence, until: claim.expiresAt }],
      });
    }
    expect(move(claimed, advanceBy(coder)).workflow).toMatchObject({ currentState: "handoff_to_tester", claim: null });
    expect(judge(inTesting(), anIntent("advance", { by: githubActor })).outcome).toBe("moved");
  });

  it("of a person keeps agents out, while people stand in for one another", () => {
    const byMaria = accept(maria);
    expect(refusalOf(byMaria, advanceBy(coder))[0]).toBe("claimed");
    expect(judge(byMaria, advanceBy(chen)).outcome).toBe("moved");
  });

  it("can be forced past, which is recorded, but not under the number of another one", () => {
    const { moves } = move(claimed, advanceBy(everyone, { force: true }));
    expect(moves[0]?.event.data["missing"]).toEqual([
      {
        kind: "claim",
        by: { kind: "token", id: null, login: "coder" },
        fence: claim.fence,
        until: claim.expiresAt?.toISOString(),
      },
    ]);
    const past = move(accept(maria), anIntent("advance", { by: { ...operator, kind: "app", id: 9 }, force: true }));
    expect(past.moves[0]?.event.data["missing"]).toMatchObject([{ kind: "claim", until: null }]);
    expect(refusalOf(claimed, advanceBy(everyone, { force: true, fence: 1 }))[0]).toBe("claim_lost");
  });

  it("keeps others from sending back and giving up what was taken on, unless they maintain the repository", () => {
    const others = { ...second, roles: ["test_auditor", "code_writer"] } as const;
    for (const kind of ["retry", "fail"] as const) {
      expect(refusalOf(inTesting(), anIntent(kind, { by: others }))[0]).toBe("claimed");
      expect(judge(inTesting(), anIntent(kind, { by: { ...maintainer, roles: ["test_auditor"] } })).outcome).toBe(
        "moved",
      );
      expect(judge(inTesting(), anIntent(kind, { by: githubActor })).outcome).toBe("moved");
      expect(refusalOf(inTesting(), anIntent(kind, { fence: claim.fence + 1 }))[0]).toBe("claim_lost");
    }
  });

  it("is gone for whoever shows the number of an older one, or one that nobody has any more", () => {
    expect(refusal(claimed, advanceBy(coder, { fence: claim.fence - 1 }))).toMatchObject({
      reason: "claim_lost",
      missing: [{ kind: "claim", fence: claim.fence }],
    });
    expect(refusal({ ...claimed, claim: null }, advanceBy(coder, { fence: claim.fence }))).toMatchObject({
      reason: "claim_lost",
      missing: [],
    });
    expect(judge(claimed, advanceBy(coder, { fence: claim.fence })).outcome).toBe("moved");
    // The phase failed meanwhile: sending it back is not the same as taking it up again.
    const failed = move(inTesting(), anIntent("fail")).workflow;
    expect(refusalOf(failed, anIntent("retry", { fence: claim.fence }))).toEqual(["claim_lost"]);
    expect(judge(failed, anIntent("retry")).outcome).toBe("moved");
  });

  it("on discovery goes on in planning for whoever completed it, and ends with every other move", () => {
    const planner = agent("planner", { roles: ["q_assistant"] });
    const discovery = move(workflowIn("discovery"), anIntent("claim", { by: planner }), { now: at(1000) }).workflow;
    const planning = move(discovery, advanceBy(planner), { now: at(1060) }).workflow;
    expect(planning.claim).toEqual({ ...discovery.claim, expiresAt: at(1060 + 30 * minute) });
    const forced = move(discovery, advanceBy(everyone, { force: true })).workflow;
    expect(forced.claim).toBeNull();
    for (const kind of ["rollback", "fail", "cancel", "close"] as const) {
      expect(move(claimed, anIntent(kind)).workflow.claim).toBeNull();
    }
    expect(move(inTesting(), anIntent("retry", { by: everyone })).workflow.claim).toBeNull();
  });

  it("is renewed by new commits, and whole again after a hold, in which it does not run out", () => {
    const push = anIntent("push", { by: githubActor, headSha: otherHead });
    expect(move(claimed, push, { now: at(2000) }).workflow.claim?.expiresAt).toEqual(at(2000 + 30 * minute));
    expect(move(workflowIn("planning"), push).workflow.claim).toBeNull();
    const held = move(claimed, anIntent("hold"), { now: at(1100) }).workflow;
    expect(movesByTimeAt(held)).toBeNull();
    const later = at(1100 + 600 * minute);
    expect(move(held, anIntent("unhold"), { now: later }).workflow.claim?.expiresAt).toEqual(at(1100 + 630 * minute));
    const person = move(move(accept(chen), anIntent("hold")).workflow, anIntent("unhold")).workflow;
    expect(person.claim?.expiresAt).toBeNull();
  });
});

describe("a phase that nobody has", () => {
  const free = workflowIn("implementation", { claim: null });

  it("is taken on by whoever holds its role", () => {
    const { workflow, moves } = move(free, anIntent("claim", { by: coder }), { now: at(1000) });
    const expiresAt = at(1000 + 30 * minute);
    expect(workflow).toMatchObject({
      currentState: "implementation",
      stateSeq: free.stateSeq,
      version: free.version + 1,
    });
    expect(workflow.claim).toMatchObject({ by: { login: "coder" }, fence: free.version + 1, expiresAt });
    expect(moves).toEqual([
      {
        event: {
          type: "claimed",
          by: { kind: "token", id: null, login: "coder" },
          data: { state: "implementation", claim: { fence: free.version + 1, expires_at: expiresAt.toISOString() } },
        },
        handoff: null,
      },
    ]);
  });

  it("is not for others, nor is one that somebody has, nor one on hold, nor what is no phase", () => {
    const other = agent("planner", { roles: ["q_assistant"] });
    expect(refusalOf(free, anIntent("claim", { by: other }))[0]).toBe("not_your_role");
    expect(refusalOf(claimed, anIntent("claim", { by: second }))[0]).toBe("claimed");
    expect(refusalOf(move(free, anIntent("hold")).workflow, anIntent("claim", { by: coder }))[0]).toBe("held");
    for (const state of [...handoffStates, "error"] as const) {
      expect(refusalOf(workflowIn(state), anIntent("claim"))[0]).toBe("wrong_state");
    }
  });

  it("is not for whoever implemented where duties are separate", () => {
    const done = { attempts: 1, elapsedMs: 0, enteredAt: null, completedAt: at(0), completedBy: everyone };
    const judging = workflowIn("testing", {
      policy: aPolicy({ separationOfDuties: true }),
      phaseRecords: { ...workflowIn("testing").phaseRecords, implementation: done },
    });
    const given = { policy: judging.policy };
    expect(refusalOf(judging, anIntent("claim"), given)[0]).toBe("same_person");
    // They may bring the baton on, but would keep the phase from those who can complete it.
    const offered = { ...judging, currentState: "handoff_to_tester" } as const;
    const accepted = move(offered, anIntent("advance", { by: everyone }), given).workflow;
    expect(accepted).toMatchObject({ currentState: "testing", claim: null });
    const another = { ...everyone, id: 98, login: "another" };
    const theirs = move(offered, anIntent("accept", { by: another }), given).workflow;
    expect(theirs.claim).toMatchObject({ by: { login: "another" } });
  });
});

describe("an agent that is not heard of", () => {
  const end = at(1000 + 30 * minute);
  const lapse = anIntent("lapse", { by: batonActor, at: end });

  it("loses the phase, which is another turn of the same state", () => {
    const deriving = { workflow: claimed, policy: claimed.policy, evidence: goodEvidence };
    expect(movesByTimeAt(claimed)).toEqual(end);
    expect(factOfTime({ ...deriving, now: new Date(end.getTime() - 1) }).intent).toBeNull();
    expect(factOfTime({ ...deriving, now: end }).intent).toEqual({ kind: "lapse", by: batonActor, at: end });
    const { workflow, moves } = move(claimed, lapse, { now: end });
    expect(workflow).toMatchObject({
      currentState: "implementation",
      claim: null,
      lapses: 1,
      stateSeq: claimed.stateSeq + 1,
      stateEnteredAt: claimed.stateEnteredAt,
    });
    expect(moves).toMatchObject([
      {
        event: { type: "claim_lapsed", data: { state: "implementation", holder: "coder", fence: claim.fence } },
        handoff: null,
      },
    ]);
    expect(movesByTimeAt(workflow)).toBeNull();
    expect(deriveIntent({ ...deriving, workflow, now: end }).intent).toBeNull();
  });

  it("loses nothing before its time, nor where there is nothing to lose", () => {
    expect(refusalOf(claimed, lapse, { now: new Date(end.getTime() - 1) })[0]).toBe("not_reachable");
    expect(refusalOf(accept(chen), lapse, { now: at(999_999) })[0]).toBe("not_reachable");
    expect(refusalOf(workflowIn("planning"), lapse, { now: end })[0]).toBe("not_reachable");
  });

  it("is given up after the third time, with the reason; an entered state begins to count anew", () => {
    const often = { ...claimed, lapses: lapsesMax };
    const { workflow, moves } = move(often, lapse, { now: end });
    expect(workflow).toMatchObject({ currentState: "error", errorReason: "claims_lapsed", claim: null, lapses: 0 });
    expect(moves[0]?.event).toMatchObject({ type: "failed", data: { holder: "coder", fence: claim.fence } });
  });

  it("is the second matter of time: a phase that takes too long fails first", () => {
    const policy = aPolicy({ limits: { phaseHours: { implementation: 0.1 } } });
    const both = { ...claimed, policy };
    expect(factOfTime({ workflow: both, policy, evidence: goodEvidence, now: at(99_999) }).intent?.kind).toBe("fail");
    expect(movesByTimeAt(both)).toEqual(at(1000 + 360));
  });
});

describe("a relay that starts", () => {
  it("is nobody's yet", () => {
    expect(move(null, aStart({ by: { ...coder, roles: ["q_assistant"] } })).workflow.claim).toBeNull();
  });
});
