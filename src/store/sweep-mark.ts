import { query, type Database } from "./database.ts";

/** Reads where the sweep got to under this name; null on the first run. */
export async function readMark(db: Database, name: string): Promise<unknown> {
  const rows = await query<{ value: unknown }>(
    db,
    "select value from sweep_marks where name = $1",
    [name],
    "read-mark",
  );
  return rows[0]?.value ?? null;
}

export async function writeMark(db: Database, name: string, value: unknown): Promise<void> {
  await query(
    db,
    `insert into sweep_marks (name, value) values ($1, $2::jsonb)
           on conflict (name) do update set value = excluded.value, updated_at = now()`,
    [name, JSON.stringify(value)],
    "write-mark",
  );
}
