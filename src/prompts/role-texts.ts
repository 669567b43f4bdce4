import type { Role } from "../workflow/roles.ts";
import type { RoleText } from "./role-text.ts";
import { codeWriter } from "./roles/code-writer.ts";
import { qAssistant } from "./roles/q-assistant.ts";
import { releaseManager } from "./roles/release-manager.ts";
import { testAuditor } from "./roles/test-auditor.ts";
import { verificationOverseer } from "./roles/verification-overseer.ts";

/** What is said to each role. */
export const roleTexts: Readonly<Record<Role, RoleText>> = {
  q_assistant: qAssistant,
  code_writer: codeWriter,
  test_auditor: testAuditor,
  verification_overseer: verificationOverseer,
  release_manager: releaseManager,
};
