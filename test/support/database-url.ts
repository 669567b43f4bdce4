import type pg from "pg";

/** The address of a database as an operator would set it; a socket's directory goes into the query. */
export function databaseUrl(connection: pg.PoolConfig): string {
  if (connection.connectionString !== undefined) return connection.connectionString;
  const { user, host = "localhost", port = 5432, database, options } = connection;
  const url = new URL(`postgres://localhost/${database ?? "postgres"}`);
  if (user !== undefined) url.username = user;
  url.searchParams.set("host", host);
  url.searchParams.set("port", String(port));
  if (options !== undefined) url.searchParams.set("options", options);
  return url.href;
}
