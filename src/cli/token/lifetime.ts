const hoursOf = { h: 1, d: 24, w: 7 * 24 } as const;

/** A token that lives for ever is found by somebody one day. */
const daysMax = 366;

/** Reads how long a token is to live, in milliseconds: `12h`, `30d` or `4w`; null where it is nothing of the kind. */
export function readLifetime(text: string): number | null {
  const [, count, unit] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return null;
  const hours = Number(count) * hoursOf[unit as keyof typeof hoursOf];
  return hours <= daysMax * 24 ? hours * 3_600_000 : null;
}
