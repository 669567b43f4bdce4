import { expect } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { roles, type Role } from "../../src/workflow/roles.ts";
import { jsonBlocks } from "../prompts/blocks.ts";
import type { Relay } from "./relay.ts";
import { batonCheck, pathOf, statusComment, type Stage } from "./stage.ts";

type Json = Readonly<Record<string, unknown>>;

/** Who has one token and plays with it, in whichever way a program may call Baton. Answers are as on the wire. */
export interface Player {
  readonly start: (project: string, given: StartGiven) => Promise<{ readonly workflow_id: string }>;
  readonly work: () => Promise<Json>;
  readonly context: (workflowId: string, role: Role) => Promise<{ readonly context_message: string }>;
  /** Takes the handoff, or completes the phase, with what the context message shows. */
  readonly accept: (workflowId: string, given: Json) => Promise<Json>;
  readonly complete: (workflowId: string, given: Json) => Promise<Json>;
  readonly retry: (workflowId: string, reason: string) => Promise<Json>;
  readonly rollback: (workflowId: string, target: "planning", reason: string) => Promise<Json>;
  readonly status: (workflowId: string) => Promise<Json>;
  readonly history: (
    workflowId: string,
  ) => Promise<{ readonly handoff_count: number; readonly handoffs: readonly unknown[] }>;
}

interface StartGiven {
  readonly pull_number: number;
  readonly requirements: string;
}

/** Five players with a token for one role each, and one with the scope `operator`. */
export type Cast = Readonly<Record<Role | "operator", Player>>;

/** What the status comment is headed by, and how much is done, once Baton is done with a step. */
const shown = {
  discovery: ["🏃 Discovery", 0],
  planning: ["🏃 Planning", 17],
  handoff_to_coder: ["🤝 Handoff to Code Writer", 33],
  implementation: ["🏃 Implementation", 33],
  testing: ["🏃 Testing", 50],
  handoff_to_verifier: ["🤝 Handoff to Verification Overseer", 67],
  verification: ["🏃 Verification", 67],
  handoff_to_releaser: ["🤝 Handoff to Release Manager", 83],
  deployment: ["🏃 Deployment", 83],
  complete: ["🏁 Complete", 100],
} as const;

/**
 * Plays a whole relay, with a retry and a rollback, as the prompts tell: each player finds the work in its list, reads the
 * context and makes the call that stands there. After each step the pull request must show what came of it.
 */
export async function playWholeRelay(relay: Relay, stage: Stage, cast: Cast): Promise<void> {
  const pull = stage.openPull();
  const requirements = "Customers pay by card.";
  const project = stage.repository.fullName;
  const { workflow_id: id } = await cast.q_assistant.start(project, { pull_number: pull.number, requirements });
  const sees = (state: keyof typeof shown, attempt = 1) => seen(relay, pull, { state, attempt });
  await sees("discovery");

  const play = async (role: Role, to: string, result?: Json): Promise<string> => {
    const standing = result === undefined ? "accept" : "work";
    expect(await cast[role].work()).toMatchObject({ work: [{ workflow_id: id, role, standing }], next_cursor: null });
    const { context_message: message } = await cast[role].context(id, role);
    const [next = {}] = jsonBlocks(message);
    const { workflow_id: _, ...given } = next;
    const answer =
      result === undefined
        ? await cast[role].accept(id, given)
        : await cast[role].complete(id, { ...given, phase_result: result });
    expect(answer).toMatchObject({ workflow_id: id, new_state: to, is_complete: to === "complete" });
    return message;
  };

  await play("q_assistant", "planning", { requirements: ["R1: a card is charged once"] });
  await sees("planning");
  const planning = await play("q_assistant", "handoff_to_coder", { plan: ["1. pay()"] });
  expect(planning).toContain('requirements:\n  - "R1: a card is charged once"');
  await sees("handoff_to_coder");
  expect(await play("code_writer", "implementation")).toContain("1. pay()");
  await sees("implementation");
  // Baton accepts for the tester by itself.
  await play("code_writer", "handoff_to_tester", { code: "src/pay.ts" });
  await sees("testing");

  const reason = "Two presses charge twice.";
  expect(await cast.test_auditor.retry(id, reason)).toMatchObject({
    previous_state: "testing",
    new_state: "implementation",
  });
  expect(await sees("implementation", 2)).toContain(reason);
  const mending = await play("code_writer", "handoff_to_tester", { code: "src/pay.ts, once" });
  expect(mending).toContain("attempt 2");
  expect(mending).toContain(`reason: ${reason}`);
  await sees("testing", 2);

  await play("test_auditor", "handoff_to_verifier", { all_tests_passed: true, test_coverage: 91 });
  await sees("handoff_to_verifier");
  await play("verification_overseer", "verification");
  await sees("verification");
  const back = await cast.operator.rollback(id, "planning", "The plan misses refunds.");
  expect(back).toMatchObject({ previous_state: "verification", new_state: "planning", rolled_back_by: "the desk" });
  expect(await sees("planning", 2)).toContain("The plan misses refunds.");

  const replanned = await play("q_assistant", "handoff_to_coder", { plan: ["1. pay()", "2. refund()"] });
  expect(replanned).toContain("The plan misses refunds.");
  await play("code_writer", "implementation");
  await sees("implementation", 3);
  await play("code_writer", "handoff_to_tester", { code: "src/pay.ts, src/refund.ts" });
  await sees("testing", 3);
  await play("test_auditor", "handoff_to_verifier", { all_tests_passed: true, test_coverage: 92 });
  await play("verification_overseer", "verification");
  await sees("verification", 2);
  await play("verification_overseer", "handoff_to_releaser", { approved_for_deployment: true });
  await sees("handoff_to_releaser");
  await play("release_manager", "deployment");
  await sees("deployment");
  await play("release_manager", "complete", { deployment_successful: true, version: "2.4.0" });
  await sees("complete");
  expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "success" });
  await over(relay, pull, { id, cast });
}

/** Waits until Baton is done, and holds the whole report against the state: label, comment and check run. */
async function seen(
  relay: Relay,
  pull: PullDriver,
  { state, attempt }: { readonly state: keyof typeof shown; readonly attempt: number },
): Promise<string> {
  await relay.settle();
  expect(pull.labels()).toEqual([`baton: ${state}`]);
  const comment = statusComment(pull);
  const [title, percent] = shown[state];
  const heading = `## ${title}${attempt === 1 ? "" : `, attempt ${String(attempt)}`}`;
  expect(comment.split("\n").find((line) => line.startsWith("## "))).toBe(heading);
  expect(comment).toContain(` **${String(percent)} %**, `);
  expect(batonCheck(pull).output.title).toContain(title.slice(title.indexOf(" ") + 1));
  return comment;
}

/** Nobody has work any more, and the record is whole. */
async function over(
  relay: Relay,
  pull: PullDriver,
  { id, cast }: { readonly id: string; readonly cast: Cast },
): Promise<void> {
  for (const role of roles) expect(await cast[role].work()).toEqual({ work: [], next_cursor: null });
  const status = await cast.operator.status(id);
  expect(status).toMatchObject({ status: "complete", progress: 1, retries: 1, next_expectations: null });
  const { handoff_count: count, handoffs } = await cast.operator.history(id);
  expect(handoffs).toHaveLength(count);
  expect(await pathOf(relay, pull)).toHaveLength(count);
  expect(await verifyChain(relay.db, id)).toMatchObject({ ok: true });
}
