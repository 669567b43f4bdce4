import { z } from "zod";
import { installationsAtWork } from "../store/access.ts";
import { installationsHeard } from "../store/heard.ts";
import { readMark, writeMark } from "../store/sweep-mark.ts";
import type { SyncContext } from "./context.ts";
import { wantLook } from "./want-look.ts";

const markName = "installations";

/** When all were looked at the last time; ISO 8601. */
const mark = z.object({ at: z.iso.datetime() });

const everyMs = 3_600_000;

/**
 * Has the installations looked at that a webhook placed a repository in, and once an hour each where something is under way:
 * webhooks are lost.
 */
export async function lookAtInstallations({ world }: SyncContext): Promise<void> {
  const { db, now } = world;
  for (const installationId of await installationsHeard(db)) await wantLook(db, installationId);
  const last = mark.safeParse(await readMark(db, markName)).data;
  if (last !== undefined && now().getTime() - Date.parse(last.at) < everyMs) return;
  for (const installationId of await installationsAtWork(db)) await wantLook(db, installationId);
  await writeMark(db, markName, { at: now().toISOString() });
}
