import { pino, type Logger } from "pino";
import { inject } from "vitest";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/sandbox.ts";
import { startBaton, type Baton } from "../../src/baton.ts";
import type { Environment } from "../../src/environment.ts";
import { query, type Database } from "../../src/store/database.ts";
import { hintDue } from "../../src/store/due.ts";
import { hintErrands } from "../../src/store/hint-errands.ts";
import { batonApp } from "./baton-app.ts";
import { createClock, type Clock } from "./clock.ts";
import { freshDatabase } from "./database.ts";
import { databaseUrl } from "./database-url.ts";
import { eventually } from "./eventually.ts";
import { createContract, type Contract } from "./github-contract.ts";
import { signingKey } from "./signing-key.ts";
import { startPostgresProxy, type PostgresProxy } from "./postgres-proxy.ts";

/** Baton as shipped, a GitHub to point it at, and a database of its own. */
export interface Relay {
  readonly sandbox: Sandbox;
  readonly db: Database;
  readonly clock: Clock;
  readonly environment: Environment;
  /** Between Baton and its database, where that was asked for; `db` goes past it. */
  readonly proxy: PostgresProxy | null;
  /** The Baton that runs now; `restart` replaces it. */
  readonly baton: () => Baton;
  readonly restart: () => Promise<void>;
  /** Waits until every delivery is answered and nothing is due any more. */
  readonly settle: () => Promise<void>;
  /** Moves the clock, lets Baton sweep, and waits until nothing is due any more. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RelayOptions {
  readonly environment?: Partial<Environment>;
  readonly sandbox?: Pick<SandboxOptions, "deliveryConcurrency" | "rateLimit">;
  readonly logLevel?: string;
  /** Where Baton's log goes, for a test that reads it. */
  readonly log?: Logger;
  /** Puts a proxy between Baton and its database. */
  readonly proxied?: boolean;
}

const webhookSecret = "a secret of the tests";

export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const { environment: given = {}, logLevel = "silent" } = options;
  const clock = createClock();
  const { publicKey } = inject("appKey");
  const contract: Contract = createContract();
  const sandbox = await startSandbox({
    webhookSecret,
    appId: 7,
    appSlug: "baton",
    publicKey,
    ...batonApp,
    clock: clock.now,
    tokenClock: () => new Date(),
    observer: contract,
    ...options.sandbox,
  });
  const fresh = await freshDatabase();
  const { host = "localhost", port = 5432 } = fresh.connection;
  const proxy = options.proxied === true ? await startPostgresProxy({ host, port }) : null;
  const connection = { ...fresh.connection, ...(proxy === null ? {} : { host: "127.0.0.1", port: proxy.port }) };
  const environment: Environment = {
    ...{
      appId: 7,
      privateKey: signingKey,
      webhookSecret,
      host: "127.0.0.1",
      port: 0,
      logLevel: "fatal",
      logFormat: "json",
    },
    ...{ redisUrl: null, apiUrl: sandbox.apiUrl, serverUrl: sandbox.serverUrl, publicUrl: null, process: "all" },
    ...{ databaseUrl: databaseUrl(connection), dataDir: "unused" },
    ...{ leaseSeconds: 30, sweepSeconds: 3600, writeSpacingMs: 0, drainSeconds: 28, apiRequestsPerMinute: 600 },
    ...given,
  };
  const log = options.log ?? pino({ level: process.env["TEST_LOG"] ?? logLevel });
  const start = async () => {
    const started = await startBaton(environment, log, { now: clock.now });
    sandbox.deliverTo(`http://127.0.0.1:${String(started.port)}/api/github/webhooks`);
    return started;
  };
  let baton = await start();
  const settle = () => settled(fresh.db, sandbox, { now: clock.now, isSwept: false });
  return {
    sandbox,
    db: fresh.db,
    clock,
    environment,
    proxy,
    baton: () => baton,
    restart: async () => {
      await baton.stop();
      baton = await start();
    },
    settle,
    pass: async (ms) => {
      clock.advance(ms);
      await baton.sweep();
      await settled(fresh.db, sandbox, { now: clock.now, isSwept: true });
    },
    close: async () => {
      await baton.stop();
      await sandbox.close();
      await proxy?.close();
      await fresh.drop();
      contract.assertClean();
    },
  };
}

/**
 * Waits while anything is under way: a delivery, a lease, a row that is due; after a sweep, which hints at them, also looks
 * and messages whose time has come.
 */
async function settled(
  db: Database,
  sandbox: Sandbox,
  { now, isSwept }: { readonly now: () => Date; readonly isSwept: boolean },
): Promise<void> {
  // A backoff that ended only because a test moved the clock has its job later; the sweep would bring it forward.
  const [over] = await query<{ pulls: boolean; errands: boolean }>(db, backoffOver, [now()], "backoff-over");
  if (over?.pulls === true) await hintDue(db, now(), 100);
  if (over?.errands === true) await hintErrands(db, now(), 100);
  await eventually(
    async () => {
      await sandbox.delivered();
      const [row] = await query<{ due: number }>(db, dueStatement, [now(), isSwept], "due");
      return row?.due ?? 0;
    },
    (due) => due === 0,
    // Whoever asks more often takes the time from those it waits for.
    { what: "settling", everyMs: 15 },
  );
  await sandbox.delivered();
}

const backoffOver = `
select exists (select from pull_requests
    where due_done < due_seq and lease_token is null and not_before <= $1::timestamptz) as pulls,
  exists (select from errands where done < wanted and lease_token is null and not_before <= $1::timestamptz) as errands`;

const dueStatement = `
select count(*)::integer + (
    select count(*)::integer from errands
    where lease_token is not null or (done < wanted and coalesce(not_before <= $1::timestamptz, true))
  ) as due
from pull_requests p join repositories r on r.id = p.repository_id
where lease_token is not null
   or (coalesce(not_before <= $1::timestamptz, true) and (due_done < due_seq
     or ($2::boolean and access = 'granted' and (look_at <= $1::timestamptz
       or exists (select from build_workflows w where w.repository_id = p.repository_id and w.pull_number = p.number
                  and w.deadline_at <= $1::timestamptz)
       or exists (select from outbox o where o.repository_id = p.repository_id and o.pull_number = p.number
                  and o.sent_at is null and o.try_at <= $1::timestamptz)))))`;
