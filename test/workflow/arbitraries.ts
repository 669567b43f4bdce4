import fc from "fast-check";
import { batonActor, githubActor, permissions, type Actor } from "../../src/workflow/actor.ts";
import type { Evidence } from "../../src/workflow/evidence.ts";
import type { Intent } from "../../src/workflow/intent.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { roles } from "../../src/workflow/roles.ts";
import { phases, states } from "../../src/workflow/states.ts";
import {
  aCheck,
  aDeployment,
  aPolicy,
  aPull,
  aReview,
  aSuite,
  anIntent,
  at,
  everyone,
  goodEvidence,
  head,
  otherHead,
} from "./support.ts";

const { constantFrom, option } = fc;

/** Null mostly: what is seldom said, and mostly wrong at random. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Texts as they come from outside: NUL, half surrogate pairs and all. */
const text = fc.string({ unit: constantFrom("a", "é", "\0", "\uD800", "\uDFFF", "@", "\n", '"'), maxLength: 8 });
const time = fc.integer({ min: 0, max: 3000 }).map(at);
const sha = constantFrom(head, head, head, otherHead);
const base = constantFrom("main", "main", "main", "next");

const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(everyone) },
  { weight: 1, arbitrary: fc.constant({ ...everyone, kind: "token", id: null } as const) },
  { weight: 2, arbitrary: constantFrom(githubActor, batonActor) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: constantFrom("user", "app", "token" as const),
      id: option(fc.integer({ min: 1, max: 4 })),
      login: text,
      permission: constantFrom(...permissions),
      roles: fc.subarray([...roles]),
    }),
  },
);

const result = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.dictionary(constantFrom("notes", "plan", "code", "ticket", "x\0"), fc.jsonValue({ maxDepth: 2 })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ all_tests_passed: fc.boolean(), approved_for_deployment: fc.boolean() }),
  },
);

const finding = fc.record({
  id: constantFrom("check_run:1", "check_run:2", "review:20", "status:5"),
  kind: constantFrom("check", "review" as const),
  name: text,
  outcome: text,
  url: option(text),
  summary: option(text),
});

const said = fc.record({ by: actor, at: fc.oneof(time, fc.constant(at(3000)), fc.constant(at(3000))) });
const reason = option(text);
const state = constantFrom(...states);

const bodies = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      from: seldom(state),
      result,
      notes: reason,
      force: fc.boolean(),
      headSha: seldom(sha),
      fence: seldom(fc.integer({ min: 1, max: 9 })),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("accept" as const), notes: reason }) },
  { weight: 6, arbitrary: fc.record({ kind: constantFrom("claim", "lapse" as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("retry" as const),
      reason,
      phase: seldom(constantFrom(...phases)),
      findings: fc.array(finding, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rollback" as const), target: state, reason }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("fail" as const),
      reason,
      findings: fc.array(finding, { maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: constantFrom("hold", "hold", "hold", "cancel"), reason }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: constantFrom("unhold", "unhold", "reopen", "reopen", "close", "reload") }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("push" as const), headSha: sha, baseRef: base }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge" as const), mergeSha: option(text) }) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        way: constantFrom("command", "label", "opened" as const),
        buildId: option(text),
        requirements: option(text),
        metadata: fc.dictionary(text, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 2 }),
      })
      .map((fields) => anIntent("start", fields)),
  },
);

/** Any intent, by anybody, at any time; those that bring a workflow forward come more often. */
export const anyIntent: fc.Arbitrary<Intent> = fc
  .tuple(bodies, said)
  .map(([body, { by, at }]) => Object.assign(body, { by, at }));

const pull = fc
  .record({
    readAt: time,
    headSha: sha,
    headChangedAt: option(time),
    baseRef: base,
    draft: fc.boolean(),
    open: fc.boolean(),
    merged: constantFrom(false, false, false, true),
    mergeSha: option(text),
    title: text,
    body: option(text),
  })
  .map(aPull);

const check = fc
  .record({
    order: fc.nat(6),
    kind: constantFrom("check_run", "status" as const),
    suiteId: constantFrom(1, 2, null),
    name: fc.oneof(constantFrom("build", "test / unit", "__proto__"), text),
    app: constantFrom("github-actions", "circle"),
    status: constantFrom("queued", "in_progress", "waiting", "completed", "completed", "completed" as const),
    conclusion: constantFrom("success", "success", "neutral", "failure", "cancelled", null),
    url: option(text),
    summary: option(text),
    changedAt: option(time),
  })
  .map((fields) => aCheck({ ...fields, id: `${fields.kind}:${String(fields.order)}` }));

const suite = fc
  .record({
    id: fc.integer({ min: 1, max: 3 }),
    completed: fc.boolean(),
    conclusion: constantFrom("success", "action_required", "startup_failure", "cancelled"),
    actionsWorkflow: option(fc.record({ id: fc.nat(1), name: text, event: constantFrom("push", "pull_request") })),
    runCount: fc.nat(2),
    url: option(text),
    changedAt: option(time),
  })
  .map((fields) => aSuite(fields));

const review = fc
  .record({
    id: constantFrom("review:20", "review:21", "review:22"),
    reviewerId: fc.integer({ min: 20, max: 22 }),
    reviewer: text,
    state: constantFrom("approved", "approved", "changes_requested", "commented", "dismissed" as const),
    headSha: sha,
    holdsRole: constantFrom(true, true, false),
    body: option(text),
    submittedAt: time,
  })
  .map((fields) => aReview(fields));

const deployment = fc
  .record({
    id: constantFrom("deployment:1", "deployment:2"),
    environment: constantFrom("production", "staging", "pro\0"),
    creator: text,
    containsHead: fc.boolean(),
    state: constantFrom("pending", "success", "failure" as const),
    url: option(text),
    changedAt: time,
  })
  .map((fields) => aDeployment(fields));

/** What may have been read: nothing, something odd, or what every guard wants. */
export const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(goodEvidence) },
  {
    weight: 1,
    arbitrary: fc.record({
      pull: option(pull, { freq: 8 }),
      checks: option(
        fc.record({
          readAt: time,
          headSha: sha,
          runs: fc.array(check, { maxLength: 4 }),
          suites: fc.array(suite, { maxLength: 2 }),
        }),
        { freq: 8 },
      ),
      reviews: option(fc.record({ readAt: time, headSha: sha, reviews: fc.array(review, { maxLength: 4 }) }), {
        freq: 8,
      }),
      deployments: option(fc.record({ readAt: time, deployments: fc.array(deployment, { maxLength: 3 }) }), {
        freq: 8,
      }),
    }),
  },
);

const namedCheck = fc.record({
  name: constantFrom("build", "test / *", "?"),
  app: constantFrom(null, null, "github-actions", "scanner"),
});

const onFailure = constantFrom("retry", "fail", "nothing" as const);

/** Up to an hour, and seldom, since the times of a test's day are no further apart. */
const phaseHours = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(constantFrom(...phases), constantFrom(0.01, 0.2, 1), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  },
);

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    start: constantFrom("manual", "opened", "label" as const),
    gate: constantFrom(...phases),
    testing: fc.record({
      checks: fc.oneof(fc.constant("all" as const), fc.array(namedCheck, { maxLength: 2 })),
      onFailure,
      settleSeconds: constantFrom(0, 10, 600),
    }),
    verification: fc.record({ approvals: fc.nat(2), onChangesRequested: onFailure }),
    deployment: fc.record({
      environment: option(fc.constant("production")),
      completeOn: constantFrom("command", "deployment", "merge" as const),
    }),
    limits: fc.record({ retries: fc.nat(3), claimMinutes: constantFrom(1, 5, 30), phaseHours }),
    separationOfDuties: fc.boolean(),
  })
  .map(aPolicy);

export const anyTime = time;
