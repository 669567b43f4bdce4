import type { RuleSnapshot } from "../../../rules/snapshot.ts";
import { roles, type Role } from "../../../workflow/roles.ts";
import { Problem } from "../problem.ts";
import { refusedAssertion, type Assertion } from "./verify-assertion.ts";

/** A repository as GitHub has it now. */
export interface NamedRepository {
  readonly fullName: string;
  readonly defaultBranch: string;
}

export interface JobRoles {
  /** The file in `.github/workflows`. */
  readonly file: string;
  readonly roles: readonly Role[];
}

/**
 * The roles of which the rules name the Actions workflow that a job belongs to. Only its file on the default branch counts,
 * and only when it was started there: a branch can bring a file of its own, or call the good one with what it likes.
 */
export function rolesOfJob(job: Assertion, repository: NamedRepository, rules: RuleSnapshot | null): JobRoles {
  if (job.event_name.startsWith("pull_request")) {
    throw refusedAssertion(
      "A job that a pull request started gets no token, since the pull request could have changed it.",
    );
  }
  const at = `@refs/heads/${repository.defaultBranch}`;
  const file = fileOf(job.job_workflow_ref, repository.fullName, at);
  if (file === null || job.ref !== at.slice(1) || !job.workflow_ref.endsWith(at)) {
    throw refusedAssertion(
      `Only Actions workflows of this repository on its default branch ${repository.defaultBranch} get a token.`,
    );
  }
  const held = roles.filter((role) => rules?.rules.roles[role].actions.includes(file) === true);
  if (held.length > 0) return { file, roles: held };
  throw new Problem("wrong-role", {
    detail: `No role in .github/baton.yml names ${file} under actions.`,
    more: { reason: "not_your_role" },
  });
}

function fileOf(reference: string, fullName: string, at: string): string | null {
  const before = `${fullName}/.github/workflows/`;
  if (!reference.toLowerCase().startsWith(before.toLowerCase()) || !reference.endsWith(at)) return null;
  const file = reference.slice(before.length, -at.length);
  return file.includes("/") || file.includes("@") ? null : file;
}
