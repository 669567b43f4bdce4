import { roles, type Role } from "../workflow/roles.ts";
import type { NamedCheck, Policy, RolePolicy } from "../workflow/policy.ts";
import type { Phase } from "../workflow/states.ts";
import type { Rules } from "./schema.ts";
import { toCall } from "./to-call.ts";

/** What the core needs of the rules. Who plays a role and what starts a workflow are asked elsewhere. */
export function toPolicy(rules: Rules): Policy {
  const { testing, verification, deployment, limits } = rules;
  return {
    start: rules.start,
    roles: Object.fromEntries(roles.map((role) => [role, rolePolicy(rules.roles[role])])) as Record<Role, RolePolicy>,
    testing: {
      checks: testing.checks === "all" ? "all" : testing.checks.map(namedCheck),
      onFailure: testing["on-failure"],
      settleSeconds: testing["settle-seconds"],
    },
    verification: {
      approvals: verification.approvals,
      onChangesRequested: verification["on-changes-requested"],
    },
    deployment: {
      environment: deployment.environment ?? null,
      creator: deployment.creator ?? null,
      completeOn: deployment["complete-on"],
    },
    gate: rules.gate,
    limits: {
      retries: limits.retries,
      phaseHours: withoutGaps(limits["phase-hours"]),
      claimMinutes: limits["claim-minutes"],
    },
    separationOfDuties: rules["separation-of-duties"],
  };
}

function rolePolicy(role: Rules["roles"][Role]): RolePolicy {
  return { accept: role.accept, call: toCall(role) };
}

type GivenCheck = Exclude<Rules["testing"]["checks"], "all">[number];

function namedCheck(check: GivenCheck): NamedCheck {
  return typeof check === "string" ? { name: check, app: null } : { name: check.name, app: check.app ?? null };
}

function withoutGaps(hours: Readonly<Partial<Record<Phase, number | undefined>>>): Partial<Record<Phase, number>> {
  return Object.fromEntries(Object.entries(hours).filter(([, value]) => value !== undefined));
}
