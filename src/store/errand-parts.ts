import type { ErrandRef } from "./errand-lease.ts";
import { errandJob } from "./jobs.ts";
import { toJsonb } from "./storable.ts";

/** An errand as it is asked for; `details` replace those of the last time. */
export interface IncomingErrand extends ErrandRef {
  /** JSON. */
  readonly details: unknown;
}

interface Parts {
  readonly name: string;
  /** To be read by the statement. */
  readonly hint: string;
  /** Whether it is asked for at all. */
  readonly where: string;
}

const always: Parts = { name: "errand", hint: "errand_hint", where: "true" };

/** The parts of a statement that keep an errand and hint at it; its parameters begin with this number. */
export function errandParts(first: number, { name, hint, where }: Parts = always): string {
  const [kind, key, details] = [first, first + 1, first + 2].map(String);
  return `
${name} as (
  insert into errands (kind, key, details, wanted)
  select $${kind}::text, $${key}::text, $${details}::jsonb, 1 where ${where}
  on conflict (kind, key) do update
    set details = excluded.details, wanted = errands.wanted + 1, updated_at = now()
  returning kind, key
), ${hint} as (
  select job.id from ${name}, lateral graphile_worker.add_jobs(array[${errandJob(`${name}.kind`, `${name}.key`)}]) job
)`;
}

export function errandValues({ kind, key, details }: IncomingErrand): readonly unknown[] {
  return [kind, key, toJsonb(details)];
}
