import type { Call } from "../workflow/policy.ts";
import type { Role } from "../workflow/roles.ts";
import type { Rules } from "./schema.ts";

/** How a role is called, with the names that it takes; null where the rules name no way. */
export function toCall({ users, teams, apps, call = {} }: Rules["roles"][Role]): Call | null {
  if (call.mention === true) return { way: "mention", names: [...users, ...teams, ...apps] };
  if (call["request-review"] === true) return { way: "request_review", users, teams };
  const file = call["actions-workflow"];
  return file === undefined ? null : { way: "actions_workflow", file };
}
