import { query, type Database } from "./database.ts";

/** Rows deleted at once: for each of them Postgres looks through the tables that could name it. */
const rowsMax = 200;

/**
 * Drops what nothing names any more: pull requests that somebody once spoke to Baton on, but that never had a workflow, once
 * their last request and message are gone, and rules that were read before this moment and that nobody goes by.
 */
export async function pruneUnnamed(db: Database, before: Date): Promise<void> {
  await query(db, pullsStatement, [rowsMax], "prune-pulls");
  await query(db, rulesStatement, [before, rowsMax], "prune-rules");
}

/*
 * Everything that begins on a pull request counts its `due_seq` up in the statement that keeps it: one that began meanwhile
 * has another count, and stays. Zero has nothing kept yet: somebody is just about to start there.
 */
const pullsStatement = `
with unnamed as (
  select repository_id, number, due_seq from pull_requests p
  where looked_at is null and due_seq > 0 and due_done >= due_seq and lease_token is null
    and not exists (select from build_workflows w where w.repository_id = p.repository_id and w.pull_number = p.number)
    and not exists (select from webhook_deliveries d where d.repository_id = p.repository_id and d.pull_number = p.number)
    and not exists (select from outbox o where o.repository_id = p.repository_id and o.pull_number = p.number)
  limit $1
)
delete from pull_requests p using unnamed u
where p.repository_id = u.repository_id and p.number = u.number and p.due_seq = u.due_seq`;

const rulesStatement = `
delete from rule_snapshots where digest in (
  select digest from rule_snapshots s
  where created_at < $1
    and not exists (select from build_workflows w where w.rules_digest = s.digest)
    and not exists (select from repositories r where r.rules_digest = s.digest)
  limit $2
)`;
