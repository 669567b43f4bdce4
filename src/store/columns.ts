import { bigint, customType, timestamp } from "drizzle-orm/pg-core";

/** GitHub's ids and our counters: 64 bits in Postgres, safe integers in JavaScript. */
export const id = (name: string) => bigint(name, { mode: "number" });
export const counter = (name: string) => id(name).notNull().default(0);
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
