import { LeaseLost } from "./lease-lost.ts";

/** A lease that is renewed while its holder lives, and checked before each write to GitHub. */
export interface KeptLease {
  /** Renews at once; throws `LeaseLost` where it is too late. */
  readonly renew: () => Promise<void>;
  readonly stop: () => void;
}

/** How a lease is renewed: false where it is lost. */
interface Renewable {
  readonly seconds: number;
  readonly renew: () => Promise<boolean>;
}

/** Renews the lease three times in its time, so that waiting for GitHub's rate limit does not lose it. */
export function keepLease({ seconds, renew }: Renewable, onError: (error: unknown) => void): KeptLease {
  const timer = setInterval(
    () => {
      renew().catch(onError);
    },
    (seconds * 1000) / 3,
  );
  timer.unref();
  return {
    renew: async () => {
      if (!(await renew())) throw new LeaseLost();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
