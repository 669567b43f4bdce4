/** A clock that runs and that a test may move forward. */
export interface Clock {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
}

export function createClock(): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}
