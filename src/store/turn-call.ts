import { z } from "zod";
import { roles } from "../workflow/roles.ts";
import { query, type Database } from "./database.ts";
import { call } from "./stored-json.ts";

/** What every call keeps in the outbox beside what its sending needs. */
const calledBody = z.object({ called: z.object({ role: z.enum(roles), call }) });

export type Called = z.infer<typeof calledBody>["called"];

/** The cause of a turn's call, by which the callee knows it as well: `<workflow>:<state_seq>`. */
export function callId(turn: { readonly id: string; readonly stateSeq: number }): string {
  return `${turn.id}:${String(turn.stateSeq)}`;
}

/** What an outbox row calls, if it calls a role by the rules. */
export function calledBy(body: unknown): Called | null {
  const parsed = calledBody.safeParse(body);
  return parsed.success ? parsed.data.called : null;
}

/** Who was called for a turn and how, with why it did not work if it did not; null where nobody was. */
export async function loadTurnCall(
  db: Database,
  turn: { readonly id: string; readonly stateSeq: number },
): Promise<(Called & { readonly problem: string | null }) | null> {
  const rows = await query<{ body: unknown; problem: string | null }>(
    db,
    `select body, problem from outbox
     where cause = $1 and kind in ('turn', 'review_request', 'dispatch')`,
    [callId(turn)],
    "load-turn-call",
  );
  const [row] = rows;
  const called = row === undefined ? null : calledBy(row.body);
  return row === undefined || called === null ? null : { ...called, problem: row.problem };
}
