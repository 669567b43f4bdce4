import type { Errand } from "./errand.ts";

/** What an errand is about, under the names that every line of the log uses. */
export function subjectOfErrand(errand: Errand): Readonly<Record<string, string | number>> {
  if ("installationId" in errand) return { installation: errand.installationId };
  const repository = errand.repository.fullName;
  if (errand.kind === "rules") return { repository };
  const about = { repository, head: errand.headSha };
  return errand.kind === "pull_head" ? { ...about, pull: errand.number } : about;
}
