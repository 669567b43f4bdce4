/**
 * Divides `max` among texts of these lengths. Whoever needs less than an equal part gets what they need, and leaves the rest
 * to the others, so that one long text shortens itself and nobody else.
 */
export function fairShares(lengths: readonly number[], max: number): readonly number[] {
  const shares = new Map<number, number>();
  let left = max;
  const byLength = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length);
  for (const [done, { length, index }] of byLength.entries()) {
    const share = Math.min(length, Math.floor(left / (byLength.length - done)));
    shares.set(index, share);
    left -= share;
  }
  return lengths.map((_, index) => shares.get(index) as number);
}
