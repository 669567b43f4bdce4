import { loadPull, type LoadedPull } from "../store/load-pull.ts";
import type { Turn } from "./context.ts";

/** The pull request of a sync as it is by now. Requests are applied one after the other, each to what the last one left. */
export interface LatestPull {
  readonly load: () => Promise<LoadedPull>;
  /** Something may have changed it: it has to be loaded again by whoever looks at it next. */
  readonly mayHaveChanged: () => void;
}

/** @param loaded as it was loaded last. */
export function latestPull({ context, lease }: Turn, loaded: LoadedPull): LatestPull {
  let latest = loaded;
  let isOld = false;
  return {
    load: async () => {
      if (isOld) latest = (await loadPull(context.world.db, lease)) ?? latest;
      isOld = false;
      return latest;
    },
    mayHaveChanged: () => {
      isOld = true;
    },
  };
}
