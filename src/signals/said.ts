/** Somebody on GitHub. */
export interface Sender {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  /** The App whose bot it is, by the slug in its address: a login need not show it. Null for people. */
  readonly slug: string | null;
}

/** Who said something, and when. */
export interface Said {
  readonly sender: Sender;
  /** When it was said on GitHub's clock, ISO 8601; null where the payload does not tell. */
  readonly at: string | null;
}
