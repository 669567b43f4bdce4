/** Thrown where a sync or an errand finds that its lease has run out: another may be at work, so this one must not write any more. */
export class LeaseLost extends Error {
  constructor() {
    super("The lease ran out while its holder was at work; another goes on.");
    this.name = "LeaseLost";
  }
}
