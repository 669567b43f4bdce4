import { setTimeout as delay } from "node:timers/promises";

/** The teller of the demo: prints what happens, and holds what should happen against what does. */
export interface Scene {
  readonly chapter: (title: string) => void;
  readonly say: (who: string, what: string) => void;
  /** Waits until something holds. Throws where it does not come out as told: what follows would make no sense. */
  readonly expect: <T>(told: string, see: () => T | Promise<T>, holds: (seen: T) => boolean) => Promise<T>;
}

/** The longest that Baton may take: checks settle for ten seconds, and are looked at again five seconds later. */
const patienceMs = 25_000;

export function createScene(write: (line: string) => void, isColoured: boolean): Scene {
  const paint = (code: string, text: string) => (isColoured ? `\u001B[${code}m${text}\u001B[0m` : text);
  const began = Date.now();
  const clock = () => paint("2", `${((Date.now() - began) / 1000).toFixed(1).padStart(5)}s`);
  return {
    chapter: (title) => {
      write(`\n${paint("1", title)}`);
    },
    say: (who, what) => {
      const [first = "", ...rest] = what.split("\n");
      write(`${clock()}  ${paint("36", who.padEnd(8))} ${first}`);
      for (const line of rest) write(`${" ".repeat(17)}${paint("2", line)}`);
    },
    expect: async (told, see, holds) => {
      const end = Date.now() + patienceMs;
      let seen = await see();
      while (!holds(seen) && Date.now() < end) {
        await delay(50);
        seen = await see();
      }
      const came = holds(seen);
      write(`${clock()}  ${came ? paint("32", "✓") : paint("31", "✗")}        ${told}`);
      if (!came) throw new Error(`what came out instead is ${JSON.stringify(seen)?.slice(0, 500) ?? "nothing"}`);
      return seen;
    },
  };
}
