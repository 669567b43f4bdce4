/** Thrown, after it was logged, for a delivery that did not become durable: GitHub must see a failure. */
export class NotTakenIn extends Error {
  constructor(cause: unknown) {
    super("Baton's database did not take the delivery in; it is asked for again later.", { cause });
    this.name = "NotTakenIn";
  }
}
