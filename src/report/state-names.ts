import type { State } from "../workflow/states.ts";

/** What people call each state. */
export const stateNames: Readonly<Record<State, string>> = {
  discovery: "Discovery",
  planning: "Planning",
  handoff_to_coder: "Handoff to Code Writer",
  implementation: "Implementation",
  handoff_to_tester: "Handoff to Test Auditor",
  testing: "Testing",
  handoff_to_verifier: "Handoff to Verification Overseer",
  verification: "Verification",
  handoff_to_releaser: "Handoff to Release Manager",
  deployment: "Deployment",
  complete: "Complete",
  error: "Error",
};
