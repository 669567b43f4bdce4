import { AnotherRepository } from "../github/failure.ts";
import type { Database } from "../store/database.ts";
import { wantLook } from "./want-look.ts";

/**
 * Has an installation looked at where a name led to another repository: it was renamed, and the name was taken. The read fails
 * all the same, so that nothing is done until the name is known.
 */
export async function doubtName<Result>(db: Database, installationId: number, read: Promise<Result>): Promise<Result> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AnotherRepository) await wantLook(db, installationId);
    throw error;
  }
}
