import { LRUCache } from "lru-cache";

/** How long what GitHub said of a person may be believed. */
const believedMs = 60_000;

/** Asks once, and then believes the answer for a minute of the clock that is given. */
export type Believe<Answer extends object> = (key: string, now: Date, ask: () => Promise<Answer>) => Promise<Answer>;

export function createBelief<Answer extends object>(): Believe<Answer> {
  const answers = new LRUCache<string, { readonly answer: Answer; readonly at: Date }>({ max: 10_000 });
  return async (key, now, ask) => {
    const known = answers.get(key);
    if (known !== undefined && Math.abs(now.getTime() - known.at.getTime()) < believedMs) return known.answer;
    const answer = await ask();
    answers.set(key, { answer, at: now });
    return answer;
  };
}
