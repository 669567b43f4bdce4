import { roles, type Role } from "./roles.ts";
import type { Phase } from "./states.ts";

/** What a failure does: send the work back, end in `error`, or only be shown. */
export type OnFailure = "retry" | "fail" | "nothing";

/** A check that the rules name. */
export interface NamedCheck {
  /** As the App reports it; `*` is any text, `?` any one character. */
  readonly name: string;
  /** Slug of the App whose check run it must be; null: whoever reports a check of this name is believed. */
  readonly app: string | null;
}

export interface RolePolicy {
  /** `automatic`: a handoff to this role is accepted by Baton, because machines play it. */
  readonly accept: "manual" | "automatic";
  /** How the role is told that it is its turn; null: by a short comment that mentions nobody. */
  readonly call: Call | null;
}

export type Call =
  /** Logins of users, teams as `owner/team` and slugs of Apps, without the `@`. */
  | { readonly way: "mention"; readonly names: readonly string[] }
  /** Logins, and teams as `owner/team`. */
  | { readonly way: "request_review"; readonly users: readonly string[]; readonly teams: readonly string[] }
  /** Name of a file in `.github/workflows` on the default branch. */
  | { readonly way: "actions_workflow"; readonly file: string };

/** What the core needs of a repository's rules. Pinned on the workflow when it starts. */
export interface Policy {
  /** What starts a workflow beside the label; with `label` nothing said in a comment does. */
  readonly start: "manual" | "opened" | "label";
  readonly roles: Readonly<Record<Role, RolePolicy>>;
  readonly testing: {
    /** `all`, or the checks that must be there and pass. */
    readonly checks: "all" | readonly NamedCheck[];
    readonly onFailure: OnFailure;
    /** With `all` or a glob: nothing new for this long before the checks count as complete. */
    readonly settleSeconds: number;
  };
  readonly verification: {
    /** Approvals of the head that are needed; 0 means that a command decides. */
    readonly approvals: number;
    readonly onChangesRequested: OnFailure;
  };
  readonly deployment: {
    readonly environment: string | null;
    /** Login of who must have created the deployment; null for anybody. */
    readonly creator: string | null;
    readonly completeOn: "command" | "deployment" | "merge";
  };
  /** The check run turns green once this phase is passed. */
  readonly gate: Phase;
  readonly limits: {
    readonly retries: number;
    readonly phaseHours: Readonly<Partial<Record<Phase, number>>>;
    /** Minutes after which an agent that is not heard of loses the phase that it took on. */
    readonly claimMinutes: number;
  };
  readonly separationOfDuties: boolean;
}

/** What holds in a repository that has no rules file. CI is the tester, so its handoff is accepted automatically. */
export const defaultPolicy: Policy = {
  start: "manual",
  roles: Object.fromEntries(
    roles.map((role) => [role, { accept: role === "test_auditor" ? "automatic" : "manual", call: null }]),
  ) as Record<Role, RolePolicy>,
  testing: { checks: "all", onFailure: "retry", settleSeconds: 10 },
  verification: { approvals: 0, onChangesRequested: "retry" },
  deployment: { environment: null, creator: null, completeOn: "command" },
  gate: "verification",
  limits: { retries: 5, phaseHours: {}, claimMinutes: 30 },
  separationOfDuties: false,
};
