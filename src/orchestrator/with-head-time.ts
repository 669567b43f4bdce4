import type { PullRow } from "../store/load-pull.ts";
import type { Evidence } from "../workflow/evidence.ts";

/**
 * Adds since when the head is this one: the time of the `synchronize` that announced it or, where none came, of the last
 * read that still saw the old one. GitHub's answer does not tell.
 */
export function withHeadTime(evidence: Evidence, known: PullRow): Evidence {
  const { pull } = evidence;
  if (pull === null || pull.headSha === known.headSha) return evidence;
  const headChangedAt = known.announcedHeadSha === pull.headSha ? known.announcedHeadAt : known.lookedAt;
  return { ...evidence, pull: { ...pull, headChangedAt } };
}
