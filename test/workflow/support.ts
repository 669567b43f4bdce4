import { githubActor, type Actor, type Permission } from "../../src/workflow/actor.ts";
import { decide } from "../../src/workflow/decide.ts";
import type { Decision, Missing, Move, Refusal } from "../../src/workflow/decision.ts";
import {
  noEvidence,
  type Check,
  type ChecksEvidence,
  type Deployment,
  type DeploymentsEvidence,
  type Evidence,
  type PullEvidence,
  type Review,
  type ReviewsEvidence,
  type Suite,
} from "../../src/workflow/evidence.ts";
import type { Intent, IntentKind, IntentOf } from "../../src/workflow/intent.ts";
import { defaultPolicy, type Policy } from "../../src/workflow/policy.ts";
import { roles, type Role } from "../../src/workflow/roles.ts";
import { nextState, states, type State } from "../../src/workflow/states.ts";
import type { Seen } from "../../src/workflow/staleness.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";

/** A moment of the tests' day, in seconds after its beginning. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 0, 5, 12) + seconds * 1000);
}

export const head = "a".repeat(40);
export const otherHead = "b".repeat(40);

export function anActor(fields: Partial<Actor> = {}): Actor {
  return { kind: "user", id: 1, login: "maria", permission: "write", roles: [], ...fields };
}

/** A person with one role and nothing more than write. */
export function holderOf(role: Role | null, id = 10): Actor {
  return anActor({ id, login: `holder-${String(id)}`, roles: role === null ? [] : [role] });
}

export function withPermission(permission: Permission): Actor {
  return anActor({ id: 50, login: permission, permission });
}

export const maintainer = withPermission("maintain");
export const outsider = withPermission("read");
export const everyone = anActor({ id: 99, login: "everyone", permission: "admin", roles });

export function aPolicy(parts: { readonly [Key in keyof Policy]?: Partial<Policy[Key]> } = {}): Policy {
  const { start = "manual", separationOfDuties = false, gate = "verification", ...groups } = parts;
  const merged = Object.entries(groups).map(([key, part]) => [
    key,
    { ...(defaultPolicy[key as keyof Policy] as object), ...part },
  ]);
  return { ...defaultPolicy, start, separationOfDuties, gate, ...Object.fromEntries(merged) } as Policy;
}

/** Rules that name checks, whoever reports them. */
export function named(...names: readonly string[]): Policy {
  return aPolicy({ testing: { checks: names.map((name) => ({ name, app: null })) } });
}

/** A workflow that stands in discovery, unless told otherwise. */
export function aWorkflow(fields: Partial<Workflow> = {}): Workflow {
  return { ...started, ...fields };
}

const starter = anActor({ id: 7, login: "starter" });

export function aStart(fields: Partial<IntentOf<"start">> = {}): IntentOf<"start"> {
  return {
    kind: "start",
    workflowId: "01900000-0000-7000-8000-000000000001",
    repositoryId: 4711,
    pullNumber: 12,
    buildId: null,
    requirements: null,
    metadata: {},
    by: starter,
    at: at(0),
    ...fields,
  };
}

export function aPull(fields: Partial<PullEvidence> = {}): PullEvidence {
  return {
    readAt: at(1000),
    headSha: head,
    headChangedAt: null,
    baseRef: "main",
    draft: false,
    open: true,
    merged: false,
    mergeSha: null,
    title: "Add a search",
    body: "People look for things.",
    authorId: 7,
    labels: [],
    ...fields,
  };
}

export function aCheck(fields: Partial<Check> = {}): Check {
  const order = fields.order ?? 1;
  return {
    id: `check_run:${String(order)}`,
    order,
    kind: "check_run",
    suiteId: 1,
    name: "build",
    app: "github-actions",
    status: "completed",
    conclusion: "success",
    url: "https://github.example/run",
    summary: null,
    changedAt: at(500),
    ...fields,
  };
}

export function aSuite(fields: Partial<Suite> = {}): Suite {
  return {
    id: 1,
    app: "github-actions",
    completed: true,
    conclusion: "success",
    runCount: 1,
    actionsWorkflow: null,
    url: null,
    changedAt: at(500),
    ...fields,
  };
}

export function checksOf(runs: readonly Check[], fields: Partial<ChecksEvidence> = {}): ChecksEvidence {
  return { readAt: at(1000), headSha: head, runs, suites: [], ...fields };
}

export function aReview(fields: Partial<Review> = {}): Review {
  const reviewerId = fields.reviewerId ?? 20;
  return {
    id: `review:${String(reviewerId)}`,
    reviewerId,
    reviewer: `reviewer-${String(reviewerId)}`,
    state: "approved",
    headSha: head,
    holdsRole: true,
    body: null,
    url: "https://github.example/review",
    submittedAt: at(500),
    ...fields,
  };
}

export function reviewsOf(reviews: readonly Review[], fields: Partial<ReviewsEvidence> = {}): ReviewsEvidence {
  return { readAt: at(1000), headSha: head, reviews, ...fields };
}

export function aDeployment(fields: Partial<Deployment> = {}): Deployment {
  return {
    id: "deployment:1",
    environment: "production",
    creator: "github-actions[bot]",
    containsHead: true,
    state: "success",
    url: "https://example.org",
    changedAt: at(900),
    ...fields,
  };
}

export function deploymentsOf(deployments: readonly Deployment[]): DeploymentsEvidence {
  return { readAt: at(1000), deployments };
}

export function someEvidence(fields: Partial<Evidence> = {}): Evidence {
  return { ...noEvidence, ...fields };
}

/** Everything that any guard can ask for. */
export const goodEvidence: Evidence = {
  pull: aPull(),
  checks: checksOf([aCheck()]),
  reviews: reviewsOf([aReview()]),
  deployments: deploymentsOf([aDeployment()]),
};

export const allIntentKinds: readonly IntentKind[] = [
  "start",
  "advance",
  "accept",
  "claim",
  "lapse",
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
];

type Fields<Kind extends IntentKind> = Partial<Omit<IntentOf<Kind>, "kind">>;

/** An intent of a kind, said by somebody who may everything, late enough not to be stale. */
export function anIntent<Kind extends IntentKind>(kind: Kind, fields: Fields<Kind> = {}): IntentOf<Kind> {
  return { ...bodies[kind], by: everyone, at: at(1000), ...fields } as unknown as IntentOf<Kind>;
}

const bodies: { readonly [Kind in IntentKind]: Omit<IntentOf<Kind>, "by" | "at"> } = {
  start: aStart(),
  advance: { kind: "advance", from: null, result: null, notes: null, force: false, headSha: null },
  accept: { kind: "accept", notes: null },
  claim: { kind: "claim" },
  lapse: { kind: "lapse" },
  retry: { kind: "retry", reason: null, phase: null, findings: [] },
  rollback: { kind: "rollback", target: "discovery", reason: null },
  fail: { kind: "fail", reason: null },
  hold: { kind: "hold", reason: null },
  unhold: { kind: "unhold" },
  cancel: { kind: "cancel", reason: null },
  reload: { kind: "reload" },
  push: { kind: "push", headSha: otherHead, baseRef: "main" },
  close: { kind: "close" },
  reopen: { kind: "reopen" },
  merge: { kind: "merge", mergeSha: "c".repeat(40) },
};

export interface Given {
  readonly evidence?: Evidence;
  readonly policy?: Policy;
  readonly rulesDigest?: string;
  readonly rulesAreBroken?: boolean;
  readonly seen?: Seen | null;
  readonly now?: Date;
}

export function judge(workflow: Workflow | null, intent: Intent, given: Given = {}): Decision {
  const { evidence = goodEvidence, policy = workflow?.policy ?? defaultPolicy, now = at(1000), ...rules } = given;
  return decide({ workflow, intent, policy, evidence, now, ...rules });
}

/** Decides, and takes anything but a move for a failure of the test. */
export function move(workflow: Workflow | null, intent: Intent, given: Given = {}): Moved {
  const decision = judge(workflow, intent, given);
  if (decision.outcome === "refused") {
    throw new Error(`${intent.kind} was refused: ${JSON.stringify(decision.refusal)}`);
  }
  const [first] = decision.moves;
  if (first === undefined) throw new Error(`${intent.kind} moved without a move`);
  return { ...decision, first };
}

type Moved = Extract<Decision, { outcome: "moved" }> & { readonly first: Move };

/** Decides, and takes anything but a refusal for a failure of the test. */
export function refusal(workflow: Workflow | null, intent: Intent, given: Given = {}): Refusal {
  const decision = judge(workflow, intent, given);
  if (decision.outcome === "moved") throw new Error(`${intent.kind} moved to ${decision.workflow.currentState}`);
  return decision.refusal;
}

export function refusalOf(
  workflow: Workflow | null,
  intent: Intent,
  given: Given = {},
): readonly [string, ...Missing[]] {
  const { reason, missing } = refusal(workflow, intent, given);
  return [reason, ...missing];
}

const started: Workflow = move(null, aStart(), { now: at(0) }).workflow;

/** A workflow that came to a state by every step before it, a minute for each, and then `fields`. */
export function workflowIn(state: State, fields: Partial<Workflow> = {}): Workflow {
  if (state === "error") return { ...failedIn("testing"), ...fields };
  let workflow = started;
  while (workflow.currentState !== state) {
    const now = new Date(workflow.stateEnteredAt.getTime() + 60_000);
    workflow = move(workflow, anIntent("advance", { at: now }), { now }).workflow;
  }
  return { ...workflow, ...fields };
}

/** A workflow in error that failed in a state. */
export function failedIn(state: State, fields: Partial<Workflow> = {}): Workflow {
  const before = workflowIn(state);
  const now = new Date(before.stateEnteredAt.getTime() + 60_000);
  const by = githubActor;
  return { ...move(before, anIntent("fail", { by, at: now, reason: "it broke" }), { now }).workflow, ...fields };
}

/** The states of an open workflow that is not in error, in order. */
export const statesBeforeComplete: readonly State[] = states.filter((state) => nextState(state) !== null);
