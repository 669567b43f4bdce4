import type { Allowed, Missing } from "../../workflow/decision.ts";
import { missingAsJson } from "../../workflow/missing-as-json.ts";

/** A token has no permission on GitHub; what takes one there takes the scope here. */
export function wireMissing(missing: Missing): Readonly<Record<string, unknown>> {
  switch (missing.kind) {
    case "permission":
      return { kind: "scope", scope: missing.least === "write" ? "any_role" : "operator" };
    case "role":
      return { kind: "role", one_of: [...missing.oneOf] };
    case "result":
      return { kind: "result", pointer: pointerOf(missing.path), problem: missing.problem };
    case "approvals":
      return {
        kind: "approvals",
        have: missing.have,
        need: missing.need,
        changes_requested_by: missing.changesRequestedBy ?? [],
      };
    case "claim":
      return {
        kind: "claim",
        holder: missing.by.login,
        fence: missing.fence,
        expires_at: missing.until?.toISOString() ?? null,
      };
    default:
      return missingAsJson(missing);
  }
}

/** The path of a phase result's fault, `a.b[0]`, as a pointer into the body. */
function pointerOf(path: string): string {
  const keys = path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
  return `/phase_result${keys.map((key) => (key === "" ? "" : `/${key}`)).join("")}`;
}

/** Something that would be taken now, and from whom. */
export function wireAllowed({ intent, target, roles, permission }: Allowed) {
  return { action: intent, leads_to: target, roles: [...roles], scope: permission === "maintain" ? "operator" : null };
}
