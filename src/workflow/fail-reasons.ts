/** Reasons that the machine itself gives for a failure, kept as a word because prose is made of it elsewhere. */
export const failReasons = {
  /** The pull request was merged before it was verified. */
  mergedEarly: "merged_early",
  /** The work was sent back once more than the rules allow. */
  retryLimitReached: "retry_limit_reached",
  /** A phase took longer than the rules allow. */
  phaseTookTooLong: "phase_took_too_long",
  /** Agents took the phase on again and again, and fell silent. */
  claimsLapsed: "claims_lapsed",
} as const;
