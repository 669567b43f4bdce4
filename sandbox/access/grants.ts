import type { Permissions } from "../state/accounts.ts";

/** Says whether an App with these permissions may do what needs any one of some, as `checks:write`. */
export function grantsAny(permissions: Permissions, needs: readonly string[]): boolean {
  return needs.some((need) => grants(permissions, need));
}

function grants(permissions: Permissions, need: string): boolean {
  const [name = "", level = ""] = need.split(":");
  if (name === "metadata") return true;
  const granted = permissions[name];
  return granted === level || granted === "admin" || (granted === "write" && level === "read");
}
