/** A JSON object as it goes out; shapes are held against GitHub's description by the tests, not by the compiler. */
export type Json = Record<string, unknown>;

export function stamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

export function stampOrNull(date: Date | null): string | null {
  return date === null ? null : stamp(date);
}

export function nodeId(prefix: string, id: number): string {
  return `${prefix}_${Buffer.from(`0:${id}`).toString("base64url")}`;
}
