/** A clock that only a test moves. */
export interface Clock {
  /** The time; each reading is a millisecond later than the one before, so that no two are the same. */
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
}

export function createClock(): Clock {
  let ms = Date.now();
  return {
    now: () => {
      ms += 1;
      return new Date(ms);
    },
    advance: (more) => {
      ms += more;
    },
  };
}
