import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { LoadedPull } from "./load-pull.ts";
import { repositories } from "./schema.ts";

/** A repository as Baton knows it; null where nobody ever spoke to Baton there. */
export async function loadRepository(db: Database, id: number): Promise<LoadedPull["repository"] | null> {
  const [row] = await db.drizzle.select().from(repositories).where(eq(repositories.id, id));
  return row ?? null;
}
