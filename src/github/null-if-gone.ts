import { failureOf } from "./failure.ts";

/** What was asked for, or null where GitHub says that it is gone: there is nothing left to do with it. */
export async function nullIfGone<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && (failure.status === 404 || failure.status === 410)) return null;
    throw error;
  }
}
