import type { Database } from "./database.ts";

/** Builds a drizzle query once per database: building one costs more than running it. */
export function preparedFor<T>(build: (db: Database) => T): (db: Database) => T {
  const built = new WeakMap<Database, T>();
  return (db) => {
    const existing = built.get(db);
    if (existing !== undefined) return existing;
    const prepared = build(db);
    built.set(db, prepared);
    return prepared;
  };
}
