/** A point in time as `2026-03-01 09:30 UTC`: never "ago", so that rendering twice gives the same text. */
export function showTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A length of time in its two largest units: `2 d 4 h`, `1 h 5 min`, `3 min`, `40 s`. */
export function showDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    { count: Math.floor(seconds / 86_400), unit: "d" },
    { count: Math.floor(seconds / 3600) % 24, unit: "h" },
    { count: Math.floor(seconds / 60) % 60, unit: "min" },
    { count: seconds % 60, unit: "s" },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return "0 s";
  const shown = parts.slice(first, first + 2).filter(({ count, unit }) => count > 0 && (unit !== "s" || first === 3));
  return shown.map(({ count, unit }) => `${String(count)} ${unit}`).join(" ");
}
