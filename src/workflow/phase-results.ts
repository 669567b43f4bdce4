/** A phase result that passed its schema: plain JSON. */
export type PhaseResult = Readonly<Record<string, unknown>>;
