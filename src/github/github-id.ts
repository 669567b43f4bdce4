/** An id as a number. Octokit gives a bigint where one would not fit, which only ids of deliveries reach. */
export function githubId(id: number | bigint): number {
  if (!Number.isSafeInteger(Number(id))) throw new Error(`GitHub's id ${String(id)} is too large for a number.`);
  return Number(id);
}
