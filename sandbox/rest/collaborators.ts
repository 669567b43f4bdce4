import { roleIn } from "../access/repository-role.ts";
import { notFound } from "../github-error.ts";
import type { Json } from "../payloads/json.ts";
import { userShape } from "../payloads/user.ts";
import { reaches } from "../state/role.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter, parameter } from "./enter.ts";

/** GitHub's older names know three levels: triage counts as read there, maintain as write. */
const legacyNames: Readonly<Record<Role, string>> = {
  none: "none",
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

/** What a user may do in the repository. Asking for the bot of an App is answered with 404. */
export function collaboratorRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/collaborators/:login/permission", (c) => {
    const { repository } = enter(world, c, "metadata:read", "write");
    const user = world.users.get(parameter(c, "login").toLowerCase());
    if (user === undefined || user.type !== "User") throw notFound();
    const role = roleIn(world, repository, user);
    return c.json({
      permission: legacyNames[role],
      role_name: role,
      user: { ...userShape(world, user), permissions: permissionsOf(role), role_name: role },
    });
  });
  return api;
}

function permissionsOf(role: Role): Json {
  return {
    admin: reaches(role, "admin"),
    maintain: reaches(role, "maintain"),
    push: reaches(role, "write"),
    triage: reaches(role, "triage"),
    pull: reaches(role, "read"),
  };
}
