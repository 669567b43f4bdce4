/** Where a command prints. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What the process ends with: all is well, something is wrong with what was looked at, or it could not be looked at. */
export type ExitCode = 0 | 1 | 2;
