import type { Tool } from "../tool.ts";
import type { Turn } from "../turn.ts";

/** Where a turn's work is done. */
export interface Workplace {
  /** `isHead` says whether Baton has heard that a commit is the pull request's head. */
  readonly open: (turn: Turn, isHead: (sha: string) => Promise<boolean>) => Promise<Place>;
}

/** The same for one turn. */
export interface Place {
  readonly tools: readonly Tool[];
  /** The commit that stands there: the one to be judged, or what was pushed last. */
  readonly headSha: () => string;
  readonly close: () => Promise<void>;
}

/** For roles that need nothing but what they are told. */
export const noWorkplace: Workplace = {
  open: ({ head_sha: sha }) => Promise.resolve({ tools: [], headSha: () => sha, close: () => Promise.resolve() }),
};
