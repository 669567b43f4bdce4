import type { State } from "./states.ts";

/** What whoever gets the work is asked to do, by the state that is entered. */
export const instructions: Readonly<Record<State, string>> = {
  discovery:
    "Find out what must be built: requirements, constraints, risks and open questions. Complete the phase with them as its result.",
  planning:
    "Turn the requirements into a plan of implementation with criteria of success that can be checked. Complete the phase with the plan as its result.",
  handoff_to_coder: "The plan is ready. Read the plan and the requirements; accept the handoff to begin implementing.",
  implementation:
    "Implement the plan on this pull request, with tests and documentation. If the work came back, first mend what the evidence shows. Complete the phase once everything is pushed.",
  handoff_to_tester:
    "The implementation is ready to be tested. Read what was written and which test cases go with it; accept the handoff to begin testing.",
  testing:
    "Test the head of the pull request: its checks must pass, and the test cases must cover the requirements. Complete the phase with the results, or send the work back with what failed.",
  handoff_to_verifier: "The tests passed. Read the results and the coverage; accept the handoff to begin verifying.",
  verification:
    "Check the change against the requirements, the plan and the criteria of success, for security and for quality. Approve it with a report, or send it back and say what must change.",
  handoff_to_releaser:
    "The change is verified. Read the verification report and its recommendations; accept the handoff to begin deploying.",
  deployment:
    "Deploy exactly the verified head to production and watch it. Complete the phase with when, which version and what the monitoring says, or fail it with the reason.",
  complete: "The build is complete and live in production. Nothing more is to be done.",
  error:
    "The workflow failed. Read the reason and the evidence, mend the cause, then retry the failed phase or an earlier one, roll back, or cancel.",
};
