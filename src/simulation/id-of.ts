/** An id for a login, the same each time, as every account has one. */
export function idOf(login: string): number {
  const bytes = new TextEncoder().encode(login.toLowerCase());
  return bytes.reduce((hash, byte) => (hash * 31 + byte) % 2_147_483_647, 7) + 1;
}
