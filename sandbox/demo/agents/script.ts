import type { Asked, Reply } from "../../model/scripted-model.ts";
import type { Desk } from "./desk.ts";

/** What the models of all five agents say; who asks is in the key. */
export type Script = (asked: Asked) => Reply | Promise<Reply>;

/** Answers by what stands in the conversation: the state and what its tools have told, as a model would. */
export function script(desk: Desk): Script {
  return (asked) => {
    const [, context, ...rest] = asked.messages.map(({ content }) => content ?? "");
    const now: Now = {
      context: context ?? "",
      steps: asked.messages.filter(({ role }) => role === "assistant").length,
      told: rest.at(-1) ?? "",
    };
    const player = players[asked.key];
    if (player === undefined) throw new Error(`Nobody plays ${asked.key}.`);
    return player(now, desk);
  };
}

interface Now {
  readonly context: string;
  /** How often the model has spoken in this turn. */
  readonly steps: number;
  /** What the tool that it called last has told. */
  readonly told: string;
}

const players: Readonly<Record<string, (now: Now, desk: Desk) => Reply | Promise<Reply>>> = {
  q_assistant: ({ context }) => {
    if (context.includes("State: `discovery`")) {
      return handOn({ requirements: ["R1: customers pay by card", "R2: one receipt by mail"], risks: ["a slow bank"] });
    }
    const plan = ["1. src/pay.ts: a client for the bank", "2. src/receipt.ts: one mail"];
    // What was missed is among what came from others.
    if (context.includes("refunds")) plan.push("3. src/refund.ts: refunds");
    return handOn({ plan, success_criteria: "A receipt within a minute." });
  },
  code_writer: ({ context, steps }) => {
    const isBack = context.includes("expected 1 mail, got 2");
    const isReplanned = context.includes("3. src/refund.ts");
    const [path, content] = isReplanned
      ? ["src/refund.ts", "bank.refund(payment);\n"]
      : ["src/receipt.ts", isBack ? "mail(receipt);\n" : "mail(receipt);\nmail(receipt);\n"];
    if (steps === 0) return { call: "write_file", with: { path, content } };
    const message = isReplanned ? "Give money back" : isBack ? "Send one mail" : "Send a receipt";
    if (steps === 1) return { call: "commit_and_push", with: { message } };
    return handOn({ code: path, test_cases: ["receipt.test.ts"], technical_notes: message });
  },
  test_auditor: ({ steps, told }) => {
    if (steps === 0) return { call: "run_tests", with: {} };
    if (told.includes("expected"))
      return { call: "request_retry", with: { reason: `The check "test" fails: ${told}` } };
    return handOn({ all_tests_passed: true, test_coverage: 92, test_results: told });
  },
  verification_overseer: async ({ context }, desk) => {
    const isWhole = context.includes("3. src/refund.ts");
    if (!isWhole) await desk.interrupt();
    return handOn({ approved_for_deployment: true, verification_report: "Read it all; the client retries safely." });
  },
  release_manager: ({ steps }) =>
    steps === 0
      ? { call: "deploy", with: {} }
      : handOn({ deployment_successful: true, version: "1.4.0", monitoring_status: "quiet" }),
};

function handOn(result: object): Reply {
  return { call: "advance_workflow", with: { phase_result: result } };
}
