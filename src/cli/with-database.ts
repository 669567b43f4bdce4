import { resolve } from "node:path";
import { z } from "zod";
import { openDatabase, query, type Database } from "../store/database.ts";
import { useEmbeddedPostgres } from "../store/embedded/use-embedded-postgres.ts";
import { reasonOf } from "../store/reason-of.ts";
import type { ExitCode, Output } from "./output.ts";
import type { Surroundings } from "./surroundings.ts";

type Work = (db: Database) => Promise<ExitCode>;

/**
 * Does something in Baton's database: that of DATABASE_URL, or Baton's own in BATON_DATA_DIR, whether Baton runs there now or
 * not. Only Baton migrates it, so that a tool never changes it under a running one.
 */
export async function withDatabase({ variables }: Surroundings, output: Output, work: Work): Promise<ExitCode> {
  const settings = schema.safeParse(variables);
  if (!settings.success) return fail(output, "DATABASE_URL is not an address of a PostgreSQL database.");
  const { DATABASE_URL: url, BATON_DATA_DIR: given } = settings.data;
  if (url !== undefined) return inDatabase(url, output, work);
  const dataDir = resolve(given);
  try {
    const server = await useEmbeddedPostgres({ dataDir, log: () => undefined });
    if (server === null) {
      const advice = "Start Baton once, or set BATON_DATA_DIR or DATABASE_URL as it has them.";
      return fail(output, `There is no database of Baton's in ${dataDir}. ${advice}`);
    }
    try {
      return await inDatabase(server.connection, output, work);
    } finally {
      await server.stop();
    }
  } catch (error) {
    return fail(output, `Baton's database in ${dataDir} cannot be used: ${reasonOf(error)}`);
  }
}

const notBlank = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

const schema = z.object({
  DATABASE_URL: z.preprocess(notBlank, z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  BATON_DATA_DIR: z.preprocess(notBlank, z.string().default("data")),
});

async function inDatabase(
  connection: Parameters<typeof openDatabase>[0],
  output: Output,
  work: Work,
): Promise<ExitCode> {
  const db = openDatabase(connection);
  try {
    const [row] = await query<{ there: boolean }>(db, "select to_regclass('tokens') is not null as there", []);
    if (row?.there === true) return await work(db);
    return fail(output, "The database is not one of this version of Baton's; start this version once.");
  } catch (error) {
    return fail(output, `Baton's database cannot be used: ${reasonOf(error)}`);
  } finally {
    await db.close();
  }
}

function fail(output: Output, message: string): ExitCode {
  output.error(`${message}\n`);
  return 2;
}
