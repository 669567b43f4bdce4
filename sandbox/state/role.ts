/** What a user may do in a repository, each role including those before it. */
const roles = ["none", "read", "triage", "write", "maintain", "admin"] as const;

export type Role = (typeof roles)[number];

export function reaches(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

export function higher(one: Role, other: Role): Role {
  return reaches(one, other) ? one : other;
}
