import type pg from "pg";

/** The address of a database as DATABASE_URL takes it; the directory of a socket goes into the query. */
export function connectionUrl({ user, host, port, database, password }: pg.PoolConfig): string {
  const url = new URL(`postgres://localhost/${database ?? ""}`);
  if (user !== undefined) url.username = user;
  if (typeof password === "string") url.password = password;
  if (host !== undefined) url.searchParams.set("host", host);
  if (port !== undefined) url.searchParams.set("port", String(port));
  return url.href;
}
