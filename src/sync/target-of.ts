import type { PullTarget } from "../github/pull-target.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import type { Turn } from "./context.ts";

/** The pull request of a sync as GitHub's routes name it. */
export function targetOf(turn: Turn, { repository }: LoadedPull): PullTarget {
  return { fullName: repository.fullName, number: turn.lease.pullNumber, self: turn.context.self };
}
