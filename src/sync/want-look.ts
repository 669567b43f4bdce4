import { errandKey, type Errand } from "../signals/errand.ts";
import type { Database } from "../store/database.ts";
import { intakeErrand } from "../store/intake-errand.ts";

/** Has an installation looked at. */
export async function wantLook(db: Database, installationId: number): Promise<void> {
  const errand: Errand = { kind: "installation", installationId };
  await intakeErrand(db, { kind: errand.kind, key: errandKey(errand), details: errand });
}
