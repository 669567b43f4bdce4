/** Whether two values are the same JSON, keys in the same order. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
