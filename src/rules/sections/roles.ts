import type { z } from "zod";
import type { Role } from "../../workflow/roles.ts";
import { section } from "../values.ts";
import { roleSection } from "./role.ts";

/** Who plays each role, and how it is called. */
export const rolesSection = section({
  q_assistant: roleSection("q_assistant"),
  code_writer: roleSection("code_writer"),
  test_auditor: roleSection("test_auditor"),
  verification_overseer: roleSection("verification_overseer"),
  release_manager: roleSection("release_manager"),
} satisfies Record<Role, z.ZodType>);
