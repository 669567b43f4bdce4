import { failureOf } from "./failure.ts";

/** What was asked for, or null where GitHub refuses it. */
export async function unlessRefused<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    if (failureOf(error).kind === "refused") return null;
    throw error;
  }
}
