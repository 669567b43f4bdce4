import { query, type Database } from "./database.ts";

/** Has what GitHub refused in an installation be tried again at once: a permission may have been granted. */
export async function forgiveInstallation(db: Database, installationId: number, now: Date): Promise<void> {
  await query(
    db,
    `
with forgiven as (
  update pull_requests p set problem_until = $2
  from repositories r where r.id = p.repository_id and r.installation_id = $1 and p.problem_until > $2
)
update outbox o set try_at = $2
from repositories r where r.id = o.repository_id and r.installation_id = $1 and o.sent_at is null and o.try_at > $2`,
    [installationId, now],
    "forgive-installation",
  );
}
