import type { ErrandRef } from "./errand-lease.ts";
import { errandJob } from "./jobs.ts";
import { toJsonb } from "./storable.ts";

/** An errand as it is asked for; `details` replace those of the last time. */
export interface IncomingErrand extends ErrandRef {
  /** JSON. */
  readonly details: unknown;
}

/** The parts of a statement that keep an errand; its parameters begin with this number. To be read: `errand_hint`. */
export function errandParts(first: number): string {
  const [kind, key, details] = [first, first + 1, first + 2].map(String);
  return `
errand as (
  insert into errands (kind, key, details, wanted) values ($${kind}::text, $${key}::text, $${details}::jsonb, 1)
  on conflict (kind, key) do update
    set details = excluded.details, wanted = errands.wanted + 1, updated_at = now()
  returning kind, key
), errand_hint as (
  select job.id from errand, lateral graphile_worker.add_jobs(array[${errandJob("errand.kind", "errand.key")}]) job
)`;
}

export function errandValues({ kind, key, details }: IncomingErrand): readonly unknown[] {
  return [kind, key, toJsonb(details)];
}
