const plan = ["planning", "handoff_to_coder"] as const;
const implement = ["implementation", "handoff_to_tester", "testing"] as const;
const verify = ["handoff_to_verifier", "verification"] as const;
const ship = ["handoff_to_releaser", "deployment", "complete"] as const;

/** The states as the stories go: nothing is skipped. */
export const expected = {
  people: {
    states: [...plan, ...implement, ...implement, ...verify, ...ship],
    told: "thirteen handoffs, one of them a retry",
  },
  agents: {
    states: [
      ...[...plan, ...implement, ...implement, ...verify],
      ...["planning", "handoff_to_coder", ...implement, ...verify, ...ship],
    ],
    told: "twenty handoffs, one of them a retry and one a rollback",
  },
} as const;
