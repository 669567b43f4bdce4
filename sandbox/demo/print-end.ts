import { query, type Database } from "../../src/store/database.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import type { PullDriver } from "../sandbox.ts";
import type { Scene } from "./scene.ts";
import { ownComment } from "./story.ts";

/** What the end of the demo is printed from. */
export interface End {
  readonly print: (line: string) => void;
  readonly scene: Scene;
  readonly db: Database;
  readonly pull: PullDriver;
  /** The states that were to be gone through, and the same in words. */
  readonly expected: { readonly states: readonly string[]; readonly told: string };
}

interface HandoffRow {
  readonly workflow: string;
  readonly seq: number;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly passed: string;
}

/** Prints the final status comment as it is on GitHub, and the handoffs as they are in Postgres. */
export async function printEnd({ print, scene, db, pull, expected }: End): Promise<void> {
  scene.chapter("The status comment, as it is on the pull request");
  print("");
  for (const line of ownComment(pull).split("\n").slice(1)) print(`  ${line}`);

  scene.chapter("The handoffs, as they are in Postgres");
  const rows = await query<HandoffRow>(db, handoffs, [pull.repositoryId, pull.number]);
  for (const row of rows) {
    const way = `${row.from} → ${row.to}`;
    print(
      `  ${String(row.seq).padStart(2)}  ${row.kind.padEnd(5)}  ${way.padEnd(42)} ${row.by.padEnd(15)} ${row.passed}`,
    );
  }
  const states = () => rows.map((row) => row.to);
  print("");
  const isAsTold = (seen: readonly string[]) => seen.join() === expected.states.join();
  await scene.expect(expected.told, states, isAsTold);
  const chain = await verifyChain(db, rows[0]?.workflow ?? "");
  await scene.expect(
    "the audit chain verifies",
    () => chain,
    ({ ok }) => ok,
  );
}

const handoffs = `
select h.workflow_id as workflow, h.seq, h.kind, h.from_state as "from", h.to_state as "to", h.actor ->> 'login' as by,
  coalesce(left(nullif(h.data_transferred -> 'previous_phase_output', 'null')::text, 60), '') as passed
from workflow_handoffs h join build_workflows w on w.id = h.workflow_id
where w.repository_id = $1 and w.pull_number = $2 order by w.created_at, h.seq`;
