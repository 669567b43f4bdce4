import { instructions } from "../../../workflow/instructions.ts";
import { build, plannedData, plannedHandoff, summary } from "./build.ts";

const { workflowId, headSha } = build;

const genesis = "0".repeat(64);
const hash = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b";

/** What is answered to somebody who looks, while the Code Writer is at work. */
export const readings = {
  list: { workflows: [summary], next_cursor: null },
  work: {
    work: [{ ...summary, role: "code_writer", standing: "work", task: instructions.implementation, deadline: null }],
    next_cursor: null,
  },
  status: {
    ...summary,
    progress: 1 / 3,
    completed_phases: ["discovery", "planning"],
    handoff_history: [plannedHandoff],
    elapsed_time: 5400,
    error_reason: null,
    hold: null,
    next_expectations: { role: "code_writer", task: instructions.implementation, deadline: null },
  },
  history: {
    workflow_id: workflowId,
    handoff_count: 3,
    handoffs: [{ ...plannedHandoff, data_transferred: plannedData }],
    next_cursor: "Mg",
  },
  handoff: { workflow_id: workflowId, handoff: { ...plannedHandoff, data_transferred: plannedData } },
  events: {
    workflow_id: workflowId,
    event_count: 4,
    events: [
      {
        seq: 1,
        event_type: "started",
        triggered_by: { kind: "token", id: null, login: "the planner" },
        cause: "api:0195500e-0000-7000-8000-00000000000a:5f0c2a91",
        event_data: { state: "discovery" },
        handoff_seq: null,
        timestamp: build.startedAt,
        prev_hash: genesis,
        hash,
      },
    ],
    next_cursor: "MQ",
  },
  context: {
    workflow_id: workflowId,
    role: "code_writer",
    current_state: "implementation",
    standing: "work",
    system_prompt: "# You are the Code Writer\n\nYou carry out the plan on the branch of this pull request: …",
    context_message: "# Code Writer: it is your turn\n\n- Workflow: `0195500e-0000-7000-8000-000000000001`\n…",
    handoff_data: plannedData,
  },
  explain: {
    workflow_id: workflowId,
    standing: "waiting",
    current_state: "testing",
    since: build.implementedAt,
    head_sha: headSha,
    claim: null,
    hold: null,
    error_reason: null,
    roles: ["test_auditor"],
    missing: [{ kind: "check", name: "build", app: "github-actions", status: "running", url: null }],
    discounted: [
      { kind: "check", name: "build", url: "https://github.com/acme/shop/runs/1", because: "another_commit" },
    ],
    ways: [
      {
        action: "retry",
        leads_to: "implementation",
        roles: ["test_auditor"],
        scope: null,
        missing: [],
        except: null,
      },
    ],
    by_itself: [{ does: "advance", once: "checks_passed", at: null }],
    read_at: build.testedAt,
  },
} as const;
