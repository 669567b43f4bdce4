import { LRUCache } from "lru-cache";
import { readSnapshot, type RuleSnapshot } from "../rules/snapshot.ts";
import { query, type Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";

/** As JSON, of all snapshots that a process keeps at hand. */
const keptCharactersMax = 16 * 1024 * 1024;

const kept = preparedFor(() => new LRUCache<string, RuleSnapshot>({ maxSize: keptCharactersMax }));

/**
 * The rules of this digest. They never change, so they are read from Postgres once and kept at hand: who plays a role is
 * asked with every request.
 */
export async function loadRuleSnapshot(db: Database, digest: string): Promise<RuleSnapshot> {
  const known = kept(db).get(digest);
  if (known !== undefined) return known;
  const [row] = await query<{ snapshot: unknown }>(
    db,
    "select snapshot from rule_snapshots where digest = $1",
    [digest],
    "load-rule-snapshot",
  );
  if (row === undefined) throw new Error(`The rules ${digest} are named by a row and are not there.`);
  const snapshot = readSnapshot(row.snapshot);
  kept(db).set(digest, snapshot, { size: JSON.stringify(row.snapshot).length });
  return snapshot;
}
