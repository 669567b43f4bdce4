import { query, type Database } from "./database.ts";

/** A repository that a webhook placed elsewhere than Baton knows it, and the name that it said. */
export interface Heard {
  readonly id: number;
  readonly name: string;
}

/** The repositories that webhooks placed in an installation. */
export async function heardIn(db: Database, installationId: number): Promise<readonly Heard[]> {
  return query(
    db,
    "select id, heard_name as name from repositories where heard_installation_id = $1",
    [installationId],
    "heard-in",
  );
}

/** The installations that webhooks placed repositories in, for the sweep: GitHub was not asked yet. */
export async function installationsHeard(db: Database): Promise<readonly number[]> {
  const rows = await query<{ id: number }>(
    db,
    "select distinct heard_installation_id as id from repositories where heard_installation_id is not null",
    [],
    "installations-heard",
  );
  return rows.map(({ id }) => id);
}

/** The installations that Baton knows some repositories by. */
export async function installationsOf(db: Database, ids: readonly number[]): Promise<readonly number[]> {
  const rows = await query<{ id: number }>(
    db,
    "select distinct installation_id as id from repositories where id = any($1::bigint[])",
    [ids],
    "installations-of",
  );
  return rows.map(({ id }) => id);
}

/** Notes that GitHub was asked where repositories are. What was heard of them meanwhile is not forgotten. */
export async function forgetHeard(db: Database, installationId: number, heard: readonly Heard[]): Promise<void> {
  await query(
    db,
    `update repositories r set heard_name = null, heard_installation_id = null
     from unnest($2::bigint[], $3::text[]) as h (id, name)
     where r.id = h.id and r.heard_name = h.name and r.heard_installation_id = $1`,
    [installationId, heard.map(({ id }) => id), heard.map(({ name }) => name)],
    "forget-heard",
  );
}
