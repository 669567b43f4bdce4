import { refOf } from "../actor.ts";
import { lacksWrite } from "../authority.ts";
import type { Decision } from "../decision.ts";
import type { PullEvidence } from "../evidence.ts";
import type { IntentOf } from "../intent.ts";
import { jsonProblem } from "../json-problem.ts";
import { recordEntry } from "../phase-records.ts";
import type { Policy } from "../policy.ts";
import { storableText } from "../storable.ts";
import type { Workflow } from "../workflow.ts";
import { refuse, type Context } from "./context.ts";

/** Starts a workflow on an open pull request that has none, or none that is open. The policy is pinned on it. */
export function start(context: Omit<Context<"start">, "workflow"> & { readonly workflow: Workflow | null }): Decision {
  const { workflow: before, intent, policy, rulesDigest = null, evidence, now } = context;
  const { pull } = evidence;
  // Whoever opens a pull request asks for nothing: there the rules start the relay, and it is they who may.
  const isByRules = intent.way === "opened";
  const lack = isByRules ? null : lacksWrite(intent.by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  // A relay that somebody started and cancelled in the meantime stays cancelled.
  if (isByRules && (policy.start !== "opened" || before !== null)) return refuse(context, "not_reachable");
  if (intent.way === "command" && policy.start === "label") return refuse(context, "start_by_label");
  if (before?.status === "open") return refuse(context, "already_open");
  if (pull === null || !pull.open) return refuse(context, "pull_not_open");
  const problem = jsonProblem(intent.metadata);
  if (problem !== null) {
    const path = problem.path === "" ? "metadata" : `metadata.${problem.path}`;
    return refuse(context, "invalid_result", [{ kind: "result", path, problem: problem.problem }]);
  }
  const workflow = newWorkflow({ intent, pull, policy, rulesDigest, now });
  const { id, buildId, headSha, baseRef, metadata } = workflow;
  const about = { workflow_id: id, build_id: buildId, head_sha: headSha, base_ref: baseRef };
  const data = { to_state: workflow.currentState, ...about, requirements: metadata.requirements, rules: rulesDigest };
  const event = { type: "started", by: metadata.startedBy, data } as const;
  return { outcome: "moved", workflow, moves: [{ event, handoff: null }] };
}

interface Beginning {
  readonly intent: IntentOf<"start">;
  readonly pull: PullEvidence;
  readonly policy: Policy;
  readonly rulesDigest: string | null;
  readonly now: Date;
}

function newWorkflow({ intent, pull, policy, rulesDigest, now }: Beginning): Workflow {
  const { by, at, workflowId, repositoryId, pullNumber, buildId, requirements, metadata } = intent;
  return {
    id: workflowId,
    buildId: buildId ?? `pr-${String(pullNumber)}`,
    projectId: String(repositoryId),
    userId: intent.userId ?? (by.id === null ? by.login : String(by.id)),
    repositoryId,
    pullNumber,
    ...unmoved,
    version: 1,
    stateSeq: 1,
    stateEnteredAt: now,
    headSha: pull.headSha,
    baseRef: pull.baseRef,
    // What was said to the workflow before this one is not meant for it.
    staleBefore: at,
    phaseRecords: recordEntry({}, "discovery", now),
    metadata: {
      requirements: requirements ?? describe(pull),
      startedBy: refOf(by),
      given: metadata,
    },
    policy,
    rulesDigest,
    createdAt: now,
    updatedAt: now,
  };
}

const unmoved = {
  status: "open",
  currentState: "discovery",
  errorFrom: null,
  errorReason: null,
  stateHeldMs: 0,
  retries: 0,
  failedRuns: [],
  hold: null,
  claim: null,
  lapses: 0,
  mergedAt: null,
  cancelledBy: null,
  results: {},
  completedAt: null,
} as const satisfies Partial<Workflow>;

function describe({ title, body }: PullEvidence): string {
  return storableText([title, body ?? ""].join("\n\n").trim());
}
