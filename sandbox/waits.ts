export interface Waits {
  readonly wait: (delayMs: number) => Promise<void>;
  /** Ends all waits, those to come included. */
  readonly release: () => void;
}

/** Pauses that do not outlive whoever started them. */
export function createWaits(): Waits {
  const pending = new Map<NodeJS.Timeout, () => void>();
  let isReleased = false;
  return {
    wait: (delayMs) =>
      new Promise((resolve) => {
        if (isReleased) return resolve();
        const timer = setTimeout(() => {
          pending.delete(timer);
          resolve();
        }, delayMs);
        pending.set(timer, resolve);
      }),
    release: () => {
      isReleased = true;
      for (const [timer, resolve] of pending) {
        clearTimeout(timer);
        resolve();
      }
      pending.clear();
    },
  };
}
