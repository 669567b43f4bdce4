import { reasonOf } from "./store/reason-of.ts";

/** Thrown for what keeps Baton from starting and an operator can mend: the message says what to do, a stack would not. */
export class CannotStart extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what}: ${reasonOf(cause)}`, { cause });
    this.name = "CannotStart";
  }
}
