import { z } from "zod";
import { errandKey, type Errand } from "../signals/errand.ts";
import { installationsAtWork } from "../store/access.ts";
import { intakeErrand } from "../store/intake-errand.ts";
import { readMark, writeMark } from "../store/sweep-mark.ts";
import type { SyncContext } from "./context.ts";

const markName = "installations";

/** When all were looked at the last time; ISO 8601. */
const mark = z.object({ at: z.iso.datetime() });

const everyMs = 3_600_000;

/** Once an hour, has every installation looked at where something is under way: webhooks are lost. */
export async function lookAtInstallations({ world }: SyncContext): Promise<void> {
  const { db, now } = world;
  const last = mark.safeParse(await readMark(db, markName)).data;
  if (last !== undefined && now().getTime() - Date.parse(last.at) < everyMs) return;
  for (const installationId of await installationsAtWork(db)) {
    const errand: Errand = { kind: "installation", installationId };
    await intakeErrand(db, { kind: errand.kind, key: errandKey(errand), details: errand });
  }
  await writeMark(db, markName, { at: now().toISOString() });
}
