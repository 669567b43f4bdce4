import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lapsesMax } from "../../src/workflow/claims.ts";
import { decide } from "../../src/workflow/decide.ts";
import { eventTypes, refusalReasons, type Decision, type Move, type Refusal } from "../../src/workflow/decision.ts";
import { deriveIntent } from "../../src/workflow/derive.ts";
import { factOfTime } from "../../src/workflow/facts/fact-of-time.ts";
import type { Evidence } from "../../src/workflow/evidence.ts";
import type { Intent } from "../../src/workflow/intent.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { progress } from "../../src/workflow/progress.ts";
import { isBefore, isPhase, phases, type State } from "../../src/workflow/states.ts";
import { transitionKind } from "../../src/workflow/transitions.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { anyEvidence, anyIntent, anyPolicy, anyTime } from "./arbitraries.ts";
import { aStart, at, everyone, move } from "./support.ts";

type Moved = Extract<Decision, { outcome: "moved" }>;

interface Step {
  readonly intent: Intent;
  readonly evidence: Evidence;
  readonly now: Date;
  /** Half of the runs let what was read take effect first, as a caller does. */
  readonly derives: boolean;
}

const anySteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ intent: anyIntent, evidence: anyEvidence, now: anyTime, derives: fc.boolean() }),
  { minLength: 10, maxLength: 60 },
);

/** A workflow's life as somebody sees it who only reads what was recorded. */
interface Life {
  readonly workflow: Workflow;
  readonly visited: ReadonlySet<State>;
  /** Where it came into error from, or testing if a push came since and that was later; null elsewhere. */
  readonly failedIn: State | null;
  /** Every phase result that is on a handoff, as JSON. */
  readonly told: ReadonlySet<string>;
  /** Every state and kind of event, of earlier workflows as well. */
  readonly reached: ReadonlySet<string>;
}

function begin(policy: Policy): Life {
  return lifeOf(move(null, aStart({ by: everyone }), { policy, now: at(0) }).workflow, new Set(["started"]));
}

function lifeOf(workflow: Workflow, reached: ReadonlySet<string>): Life {
  return { workflow, visited: new Set([workflow.currentState]), failedIn: null, told: new Set(), reached };
}

/** Checks what every change must hold to, and goes on with it. */
function live(life: Life, decision: Moved): Life {
  const { workflow: after, moves } = decision;
  const { workflow: before } = life;
  const reached = new Set([...life.reached, ...moves.map(({ event }) => event.type), after.currentState]);
  if (after.id !== before.id || moves[0]?.event.type === "started") return lifeOf(after, reached);
  expect(after.version).toBe(before.version + 1);
  const turns = moves.filter(({ event, handoff }) => handoff !== null || event.type === "claim_lapsed");
  expect(after.stateSeq).toBe(before.stateSeq + turns.length);
  expect(after.staleBefore.getTime()).toBeGreaterThanOrEqual(before.staleBefore.getTime());
  expectConsistent(after);
  const visited = new Set(life.visited);
  const told = new Set(life.told);
  let { failedIn } = life;
  let state = before.currentState;
  for (const move of moves) {
    expect(eventTypes).toContain(move.event.type);
    expect(isStored(move)).toBe(true);
    if (move.event.type === "head_changed") failedIn = lowered(failedIn, before);
    if (move.handoff === null) continue;
    expect(move.handoff.fromState).toBe(state);
    expectLegal(move, { visited, failedIn, mergedAt: before.mergedAt });
    failedIn = move.handoff.toState === "error" ? state : null;
    state = move.handoff.toState;
    visited.add(state);
    told.add(JSON.stringify(move.handoff.data.previous_phase_output));
  }
  expect(after.currentState).toBe(state);
  const skipped = phases.filter((phase) => isBefore(phase, state) && !visited.has(phase));
  expect(skipped).toEqual([]);
  for (const result of Object.values(after.results)) expect(told).toContain(JSON.stringify(result));
  return { workflow: after, visited, failedIn, told, reached };
}

type Reckoned = Pick<Life, "visited" | "failedIn">;

/** The way forward as it is agreed, written down once more. */
const way: readonly State[] = [
  ...(["discovery", "planning", "handoff_to_coder", "implementation", "handoff_to_tester", "testing"] as const),
  ...(["handoff_to_verifier", "verification", "handoff_to_releaser", "deployment", "complete"] as const),
];

/** What a rollback may lead to: what this workflow has been in, before the state that it is in, or as far as what failed. */
function isBack(target: State, from: State, { visited, failedIn }: Reckoned): boolean {
  const place = way.indexOf(target);
  if (place < 0 || !visited.has(target)) return false;
  return from === "error" ? failedIn !== null && place <= way.indexOf(failedIn) : place < way.indexOf(from);
}

/** A push takes what was verified back to testing, also where the work stands in error; after a merge nothing is. */
function lowered(failedIn: State | null, { status, mergedAt }: Workflow): State | null {
  const isLater = failedIn !== null && way.indexOf(failedIn) > way.indexOf("testing");
  return isLater && status === "open" && mergedAt === null ? "testing" : failedIn;
}

/** One of the 28 transitions, or one of the two resets. */
function expectLegal({ event, handoff }: Move, before: Reckoned & Pick<Workflow, "mergedAt">): void {
  if (handoff === null) throw new Error("only a change of state is legal or not");
  const { kind, fromState, toState } = handoff;
  if (kind !== "reset") {
    expect([fromState, toState, transitionKind(fromState, toState)]).toEqual([fromState, toState, kind]);
  } else if (event.type === "rolled_back") {
    expect([toState, isBack(toState, fromState, before), before.mergedAt]).toEqual([toState, true, null]);
  } else {
    expect([event.type, toState]).toEqual(["reset_by_push", "testing"]);
    expect(["handoff_to_verifier", "verification", "handoff_to_releaser", "deployment"]).toContain(fromState);
  }
}

/** What the database enforces as well, and what only a look at the whole shows. */
function expectConsistent(workflow: Workflow): void {
  expectEnforced(workflow);
  const { status, currentState, retries, policy, phaseRecords, claim } = workflow;
  expect(retries).toBeLessThanOrEqual(policy.limits.retries);
  expect(progress(workflow).completed).toEqual(phases.slice(0, progress(workflow).completed.length));
  expect(workflow.lapses).toBeLessThanOrEqual(lapsesMax);
  if (claim !== null) expect(claim.expiresAt !== null).toBe(claim.by.kind === "app" || claim.by.kind === "token");
  for (const phase of phases) {
    const record = phaseRecords[phase];
    const isUnderWay = status === "open" && phase === currentState;
    expect([phase, (record?.enteredAt ?? null) !== null]).toEqual([phase, isUnderWay]);
    expect(record?.elapsedMs ?? 0).toBeGreaterThanOrEqual(0);
  }
}

/** The constraints of the table `build_workflows`, each of which `test/store/constraints.test.ts` sees at work. */
function expectEnforced(workflow: Workflow): void {
  const { status, currentState, errorFrom, cancelledBy, completedAt, claim, version } = workflow;
  expect(status === "complete").toBe(currentState === "complete");
  expect(completedAt !== null).toBe(currentState === "complete");
  expect(currentState === "error").toBe(errorFrom !== null);
  expect(["error", "complete"]).not.toContain(errorFrom);
  expect(status === "cancelled").toBe(cancelledBy !== null);
  for (const count of [workflow.retries, workflow.lapses, version - 1, workflow.stateSeq - 1])
    expect(count).toBeGreaterThanOrEqual(0);
  if (claim === null) return;
  expect([status, isPhase(currentState)]).toEqual(["open", true]);
  expect(claim.fence).toBeGreaterThan(0);
  expect(claim.fence).toBeLessThanOrEqual(version);
}

/** Neither NUL nor half a surrogate pair, and nothing that JSON would drop or change. */
function isStored(value: unknown): boolean {
  const json = JSON.stringify(value);
  expect(JSON.parse(json)).toEqual(value);
  return !/\\u0000|\\ud[89a-f]/i.test(json);
}

/** Reopened, pushed to, merged, then every step from testing to complete, and time: more cannot follow from one reading. */
const factsMax = 9;

/** Lets everything take effect that follows from what was read, and then from time. */
function apply(life: Life, evidence: Evidence, now: Date): Life {
  let current = life;
  for (let count = 0; count <= factsMax; count += 1) {
    const { workflow } = current;
    const { policy } = workflow;
    const deriving = { workflow, policy, evidence, now };
    const intent = deriveIntent(deriving).intent ?? factOfTime(deriving).intent;
    if (intent === null) return current;
    const decision = decide({ workflow, intent, policy, evidence, now });
    if (decision.outcome === "refused") throw new Error(`${intent.kind} was derived, then ${decision.refusal.reason}`);
    current = live(current, decision);
  }
  throw new Error("what was read keeps taking effect");
}

function expectResultTold({ moves }: Moved, intent: Intent, from: State): void {
  if (intent.kind !== "advance" || intent.result === null) return;
  expect(isPhase(from)).toBe(true);
  const outputs = moves.map(({ handoff }) => handoff?.data.previous_phase_output);
  expect(outputs).toContainEqual(JSON.parse(JSON.stringify(intent.result)));
}

/** Plays a sequence from the start of a workflow on, and checks every step of it. */
function play(policy: Policy, steps: readonly Step[]): Life {
  let life = begin(policy);
  for (const { intent, evidence, now, derives } of steps) {
    if (derives) life = apply(life, evidence, now);
    const { workflow } = life;
    const decision = decide({ workflow, intent, policy, evidence, now });
    if (decision.outcome === "refused") {
      expectRefused(decision.refusal, intent, life);
      continue;
    }
    expectResultTold(decision, intent, workflow.currentState);
    life = live(life, decision);
  }
  return life;
}

function expectRefused(refusal: Refusal, intent: Intent, life: Life): void {
  const { currentState } = life.workflow;
  expect(refusalReasons).toContain(refusal.reason);
  expect([refusal.intent, refusal.state]).toEqual([intent.kind, currentState]);
  if (intent.kind !== "rollback" || refusal.reason !== "not_earlier") return;
  expect([intent.target, isBack(intent.target, currentState, life)]).toEqual([intent.target, false]);
}

describe("no sequence of intents, legal or not, by anybody, on any evidence", () => {
  test("leaves the 28 transitions and two resets, skips a phase, loses a result or throws", () => {
    fc.assert(
      fc.property(anyPolicy, anySteps, (policy, steps) => {
        play(policy, steps);
      }),
      { numRuns: 200 },
    );
  });

  test("goes far: such sequences reach every state and every kind of event", () => {
    const sample = fc.sample(fc.tuple(anyPolicy, anySteps), { numRuns: 300, seed: 7 });
    const reached = new Set(sample.flatMap(([policy, steps]) => [...play(policy, steps).reached]));
    for (const type of eventTypes) expect(reached).toContain(type);
    for (const state of [...phases, "complete", "error"]) expect(reached).toContain(state);
  });
});

/** The same by somebody who may everything, so that more comes of it. */
function forced(intent: Intent): Intent {
  return intent.kind === "advance" ? { ...intent, by: everyone, force: true } : { ...intent, by: everyone };
}

test("what was derived is never refused on the same evidence, and comes to an end", () => {
  fc.assert(
    fc.property(
      anyPolicy,
      fc.array(anyIntent, { maxLength: 30 }),
      anyEvidence,
      anyTime,
      (policy, intents, evidence, now) => {
        let life = begin(policy);
        for (const intent of intents) {
          const { workflow } = life;
          const decision = decide({ workflow, intent: forced(intent), policy, evidence, now });
          if (decision.outcome === "moved") life = live(life, decision);
        }
        apply(life, evidence, now);
      },
    ),
    { numRuns: 400 },
  );
});
