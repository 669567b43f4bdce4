/** A check run that is made as completed, in GitHub's words (`POST /repos/{owner}/{repo}/check-runs`). */
export interface CheckOutcome {
  readonly name: string;
  readonly headSha: string;
  /** What it was made for. */
  readonly externalId: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** A message at a line of a file. */
interface CheckAnnotation {
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}
