import type { Logger } from "pino";
import { v7 as newId } from "uuid";
import type { Environment } from "./environment.ts";
import { createGitHub, type GitHub, type Self } from "./github/client.ts";
import { gather } from "./github/gather.ts";
import { createActorResolver } from "./github/resolve-actor.ts";
import { createApp } from "./http/app.ts";
import { createMetrics } from "./metrics.ts";
import { startServer, type HttpServer } from "./http/server.ts";
import type { World } from "./orchestrator/ports.ts";
import { openDatabase, type Database } from "./store/database.ts";
import { startEmbeddedPostgres } from "./store/embedded/start-embedded-postgres.ts";
import { migrate } from "./store/migrate.ts";
import type { SyncContext } from "./sync/context.ts";
import { startSweeper, sweep, type Sweeper } from "./sync/sweep.ts";
import { startWorker } from "./sync/worker.ts";
import { createProbot } from "./webhooks/create-probot.ts";
import type { Intake } from "./webhooks/take-in.ts";
import { createWebhookRoute, webhookPath } from "./webhooks/webhook-route.ts";

/** A running Baton. */
export interface Baton {
  /** Where it listens; null for a process that only works. */
  readonly port: number | null;
  /** Sweeps now, beside the sweeps that come by themselves. */
  readonly sweep: () => Promise<void>;
  /** Takes nothing new, ends what is under way, and closes everything. */
  readonly stop: () => Promise<void>;
}

/** What a test may set and an operator never needs: the workflow's clock. */
export interface Overrides {
  readonly now?: () => Date;
}

type Stop = () => Promise<void>;

/** Starts Baton: database, then worker, then server; stopped in the opposite order. */
export async function startBaton(environment: Environment, log: Logger, overrides: Overrides = {}): Promise<Baton> {
  const stops: Stop[] = [];
  const stopAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const db = await startDatabase(environment, log, stops);
    const github = createGitHub({ ...environment, requestTimeoutMs: requestTimeoutMs(environment), log });
    const self = await github.self();
    const world = createWorld({ db, github, self, now: overrides.now ?? (() => new Date()) });
    const context: SyncContext = { world, github, self, log, ...pick(environment) };
    if (environment.process !== "web") await startWork(context, environment, stops);
    const server = environment.process === "worker" ? null : await startWeb({ environment, log, world, self, stops });
    return { port: server?.port ?? null, sweep: () => sweep(context), stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** A request must end sooner than the lease under which it writes. */
function requestTimeoutMs({ leaseSeconds }: Environment): number {
  return Math.min(20_000, (leaseSeconds * 1000) / 2);
}

function pick({ leaseSeconds, serverUrl }: Environment) {
  return { leaseSeconds, serverUrl };
}

async function startDatabase({ databaseUrl, dataDir }: Environment, log: Logger, stops: Stop[]): Promise<Database> {
  const say = (message: string) => {
    log.info(message);
  };
  let connection: Parameters<typeof openDatabase>[0];
  if (databaseUrl === null) {
    const server = await startEmbeddedPostgres({ dataDir, log: say });
    stops.push(server.stop);
    connection = server.connection;
  } else connection = databaseUrl;
  const db = openDatabase(connection, (message) => {
    log.warn(message);
  });
  stops.push(() => db.close());
  await migrate(db);
  return db;
}

/** What the orchestrator is given, whichever door a request comes in by. */
export function createWorld({
  db,
  github,
  self,
  now,
}: Pick<World, "db" | "now"> & { github: GitHub; self: Self }): World {
  const resolve = createActorResolver(github);
  const resolveActor: World["resolveActor"] = ({ id: repositoryId, fullName, installationId }, sender) =>
    resolve({ repositoryId, fullName, installationId }, sender, now());
  return {
    db,
    now,
    newId: () => newId(),
    gather: ({ repository, pull, newest }, needs) =>
      gather(
        github.forInstallation(repository.installationId),
        {
          fullName: repository.fullName,
          number: pull.number,
          ownAppId: self.appId,
          environment: newest?.workflow.policy.deployment.environment ?? null,
          holdsRole: async (reviewer) => {
            const { roles } = await resolveActor(repository, reviewer);
            return roles.includes("verification_overseer");
          },
        },
        needs,
      ),
    resolveActor,
  };
}

async function startWork(context: SyncContext, { sweepSeconds }: Environment, stops: Stop[]): Promise<void> {
  const runner = await startWorker(context);
  stops.push(() => runner.stop());
  const sweeper: Sweeper = startSweeper(context, sweepSeconds);
  stops.push(() => sweeper.stop());
}

interface Web {
  readonly environment: Environment;
  readonly log: Logger;
  readonly world: World;
  readonly self: Self;
  readonly stops: Stop[];
}

async function startWeb({ environment, log, world, self, stops }: Web): Promise<HttpServer> {
  const { db, now } = world;
  const metrics = createMetrics();
  let stopping = false;
  const intake: Intake = { db, self, log, now, count: metrics.countDelivery };
  const webhook = await createWebhookRoute(createProbot(environment, intake, log), log);
  const app = createApp(
    {
      isReady: () =>
        db.pool.query("select 1").then(
          () => true,
          () => false,
        ),
      isStopping: () => stopping,
    },
    metrics.registry,
  );
  const server = await startServer({ webhookPath, webhook, app }, { ...environment, log });
  stops.push(async () => {
    stopping = true;
    await server.close();
  });
  return server;
}
