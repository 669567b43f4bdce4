import type { Self } from "./client.ts";

/** A pull request to write on, and who Baton is there. */
export interface PullTarget {
  readonly fullName: string;
  readonly number: number;
  readonly self: Self;
}
