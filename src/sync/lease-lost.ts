/** Thrown when a sync finds that its lease has run out: another may be at work, so this one must not write any more. */
export class LeaseLost extends Error {
  constructor() {
    super("The lease on the pull request ran out while a sync was at work; another sync goes on.");
    this.name = "LeaseLost";
  }
}
