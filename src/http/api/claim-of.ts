import { z } from "zod";
import type { RecordedEvent } from "../../report/report.ts";

/** The lease that an event gave to the token that brought it about; null where it gave none. */
export function claimOf(event: RecordedEvent | undefined) {
  const said = recorded.safeParse(event?.data);
  if (!said.success || event === undefined) return null;
  return { holder: event.by.login, yours: true, ...said.data.claim };
}

const recorded = z.object({ claim: z.object({ fence: z.int(), expires_at: z.iso.datetime() }) });
