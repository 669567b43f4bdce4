import { phases, states } from "../workflow/states.ts";

const names = (of: readonly string[]): string => `'{${of.join(",")}}'::text[]`;
const line = states.filter((state) => state !== "error");
const underWay = line.filter((state) => state !== "complete");

/**
 * SQL of what a handoff may be, by its columns: one of the 28 transitions, or the reset of a rollback or a push. Postgres reads
 * it anew with every handoff that it writes, so it says in rules what a list of all would say in ten times the length.
 */
export const legalHandoff = `case kind
  when 'step' then array_position(${names(line)}, to_state) = array_position(${names(line)}, from_state) + 1
  when 'retry' then from_state in ('testing', 'verification') and to_state = 'implementation'
  when 'fail' then from_state = any (${names(underWay)}) and to_state = 'error'
  when 'recover' then from_state = 'error' and to_state = any (${names(phases)})
  when 'reset' then array_position(${names(underWay)}, to_state)
    < array_position(${names([...underWay, "error"])}, from_state)
  end is true`;
