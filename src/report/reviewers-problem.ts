/** Why not everybody who plays a role could be asked for a review; null where all were who can be. */
export function reviewersProblem(of: {
  readonly asked: readonly string[];
  readonly refused: readonly string[];
  /** GitHub's message. */
  readonly why: string | null;
}): string | null {
  const { asked, refused, why } = of;
  if (refused.length === 0) return asked.length > 0 ? null : "nobody plays it but the author, who cannot be asked";
  const more = refused.length > namesMax ? ` and ${String(refused.length - namesMax)} more` : "";
  return `${refused.slice(0, namesMax).join(", ")}${more}: ${why ?? "a team of another owner cannot be asked"}`;
}

const namesMax = 5;
