import { instructions } from "../../../workflow/instructions.ts";
import { stateFacts } from "../../../workflow/states.ts";
import { build, plannedData, summary } from "./build.ts";

const { workflowId, headSha } = build;

/** Requests that change something, by operation, with what they are answered; each pair has one name. */
export const changes = {
  start: {
    request: {
      build: {
        pull_number: build.pullNumber,
        requirements: "Customers pay by card",
        build_id: "build-7",
        user_id: "planner@example.com",
        metadata: { ticket: "PAY-1" },
      },
      shortest: { pull_number: build.pullNumber },
      branch: {
        branch: "pay-by-card",
        title: "Pay by card",
        requirements: "Customers pay by card",
        build_id: "build-8",
      },
    },
    answer: { build: started("build-7"), shortest: started("pr-42"), branch: started("build-8", 43) },
  },
  advance: {
    request: {
      complete: {
        role: "code_writer",
        completed_state: "implementation",
        phase_result: { code: ["src/pay.ts"], test_cases: ["test/pay.test.ts"] },
        head_sha: headSha,
        notes: "Rounding is in money.ts.",
      },
      accept: { role: "code_writer", completed_state: "handoff_to_coder" },
      fail: {
        role: "code_writer",
        completed_state: "implementation",
        next_state: "error",
        notes: "Orders carry no currency before v3, and the bank demands one.",
      },
    },
    answer: {
      complete: {
        workflow_id: workflowId,
        previous_state: "implementation",
        new_state: "handoff_to_tester",
        next_role: stateFacts.handoff_to_tester.nextRole,
        handoff_data: {
          workflow_id: workflowId,
          current_phase: "handoff_to_tester",
          handoff_timestamp: build.implementedAt,
          previous_phase_output: { code: ["src/pay.ts"], test_cases: ["test/pay.test.ts"] },
          instructions: instructions.handoff_to_tester,
          code: ["src/pay.ts"],
          test_cases: ["test/pay.test.ts"],
        },
        is_complete: false,
        state_description: stateFacts.handoff_to_tester.description,
        claim: null,
      },
      accept: {
        workflow_id: workflowId,
        previous_state: "handoff_to_coder",
        new_state: "implementation",
        next_role: stateFacts.implementation.nextRole,
        handoff_data: { ...plannedData, current_phase: "implementation", instructions: instructions.implementation },
        is_complete: false,
        state_description: stateFacts.implementation.description,
        claim: summary.claim,
      },
      fail: {
        workflow_id: workflowId,
        previous_state: "implementation",
        new_state: "error",
        next_role: null,
        handoff_data: {
          ...plannedData,
          current_phase: "error",
          instructions: instructions.error,
          failure_reason: "Orders carry no currency before v3, and the bank demands one.",
          attempt: 1,
          evidence: [],
        },
        is_complete: false,
        state_description: stateFacts.error.description,
        claim: null,
      },
    },
  },
  heartbeat: {
    request: { working: { role: "code_writer" } },
    answer: { working: { workflow_id: workflowId, current_state: "implementation", claim: summary.claim } },
  },
  retry: {
    request: { finding: { reason: "Two presses charge twice: npm test -- double-press" } },
    answer: {
      finding: {
        workflow_id: workflowId,
        retry_requested: true,
        previous_state: "testing",
        new_state: "implementation",
        reason: "Two presses charge twice: npm test -- double-press",
        timestamp: build.testedAt,
      },
    },
  },
  rollback: {
    request: { plan: { target_state: "planning", reason: "The plan misses refunds." } },
    answer: {
      plan: {
        workflow_id: workflowId,
        rollback_successful: true,
        previous_state: "verification",
        new_state: "planning",
        reason: "The plan misses refunds.",
        rolled_back_by: "the desk",
        timestamp: build.testedAt,
      },
    },
  },
  cancel: {
    request: { superseded: { reason: "Done by another pull request." } },
    answer: {
      superseded: {
        workflow_id: workflowId,
        status: "cancelled",
        previous_state: "implementation",
        reason: "Done by another pull request.",
        timestamp: build.testedAt,
      },
    },
  },
  trade: {
    request: {
      job: { oidc_token: "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2JhdG9uLmV4YW1wbGUuY29tIn0.c2lnbmF0dXJl" },
    },
    answer: {
      job: {
        token: "baton_5f0c2a91d4e8_EXAMPLE",
        expires_at: "2026-01-31T10:00:00.000Z",
        project_id: build.projectId,
        roles: ["code_writer"],
      },
    },
  },
} as const;

function started(buildId: string, pullNumber: number = build.pullNumber) {
  return {
    workflow_id: workflowId,
    build_id: buildId,
    pull_number: pullNumber,
    initial_state: "discovery",
    status: "open",
    current_role: "q_assistant",
    next_role: "q_assistant",
    instructions: instructions.discovery,
  } as const;
}
