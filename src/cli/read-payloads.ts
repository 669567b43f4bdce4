import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Script } from "../simulation/script-schema.ts";

export type ReadPayloads =
  | { readonly ok: true; readonly script: Script }
  /** `index`: which of the events names the file. */
  | { readonly ok: false; readonly index: number; readonly problem: string };

/** Puts recorded payloads into a script that names files with them, as paths from the script's own folder. */
export async function readPayloads(script: Script, scriptPath: string): Promise<ReadPayloads> {
  const events: Script["events"][number][] = [];
  for (const [index, happening] of script.events.entries()) {
    const file = happening.webhook?.["payload-file"];
    if (happening.webhook === undefined || file === undefined) {
      events.push(happening);
      continue;
    }
    try {
      const payload: unknown = JSON.parse(await readFile(resolve(dirname(scriptPath), file), "utf8"));
      events.push({ webhook: { ...happening.webhook, payload } });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "it is no JSON";
      return { ok: false, index, problem: `${file} cannot be read (${code}).` };
    }
  }
  return { ok: true, script: { ...script, events } };
}
