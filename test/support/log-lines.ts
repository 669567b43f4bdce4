import type { Logger } from "pino";
import { createLog } from "../../src/log.ts";

export interface LogLine extends Readonly<Record<string, unknown>> {
  readonly level: number;
  readonly msg: string;
}

/** Baton's own log, written down instead of out. */
export interface WrittenLog {
  readonly log: Logger;
  /** As it would appear, for looking for what must not be in it. */
  readonly text: () => string;
  readonly lines: () => readonly LogLine[];
  readonly clear: () => void;
}

export function writtenLog(level = "info"): WrittenLog {
  let written = "";
  const destination = { write: (line: string) => void (written += line) };
  return {
    log: createLog({ level, format: "json" }, destination),
    text: () => written,
    lines: () =>
      written
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as LogLine),
    clear: () => {
      written = "";
    },
  };
}
