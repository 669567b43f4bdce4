/** The five roles of the relay, in the order in which the work reaches them. */
export const roles = [
  "q_assistant",
  "code_writer",
  "test_auditor",
  "verification_overseer",
  "release_manager",
] as const;

/** A part in the relay, played by a person or an agent. */
export type Role = (typeof roles)[number];

/** What people call each role. */
export const roleNames: Readonly<Record<Role, string>> = {
  q_assistant: "Q Assistant",
  code_writer: "Code Writer",
  test_auditor: "Test Auditor",
  verification_overseer: "Verification Overseer",
  release_manager: "Release Manager",
};
