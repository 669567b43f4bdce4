import { setTimeout as delay } from "node:timers/promises";

/** Waits until a condition holds; fails with what was last seen. */
export async function eventually<T>(
  see: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  {
    withinMs = 20_000,
    everyMs = 5,
    what = "the condition",
  }: { withinMs?: number; everyMs?: number; what?: string } = {},
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await see();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what} did not come about; last seen: ${JSON.stringify(seen)}`);
    await delay(everyMs);
  }
}
