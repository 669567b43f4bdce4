import { query, type Database } from "./database.ts";

/** Sets a mark to now, unless it was set less than `everyMs` ago. Returns whether it was set, so that something is done so seldom. */
export async function setSpacedMark(
  db: Database,
  name: string,
  { now, everyMs }: { readonly now: Date; readonly everyMs: number },
): Promise<boolean> {
  const rows = await query(
    db,
    `insert into sweep_marks (name, value) values ($1, jsonb_build_object('at', $2::text))
           on conflict (name) do update set value = excluded.value, updated_at = now()
             where (sweep_marks.value ->> 'at')::timestamptz <= $3::timestamptz
           returning name`,
    [name, now.toISOString(), new Date(now.getTime() - everyMs)],
    "set-spaced-mark",
  );
  return rows.length === 1;
}
