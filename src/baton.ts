import type { Logger } from "pino";
import { v7 as newId } from "uuid";
import { createApiPorts } from "./api-ports.ts";
import { CannotStart } from "./cannot-start.ts";
import { connectDatabase } from "./connect-database.ts";
import type { Environment } from "./environment.ts";
import { createGitHub, type GitHub, type Self } from "./github/client.ts";
import { gather } from "./github/gather.ts";
import { connectRedis, type RedisLink } from "./github/redis.ts";
import { readRules } from "./github/read-rules.ts";
import { createActorResolver } from "./github/resolve-actor.ts";
import { createTeamsNow } from "./github/teams-now.ts";
import { createApi } from "./http/api/create-api.ts";
import { createApp } from "./http/app.ts";
import { startServer, type HttpServer } from "./http/server.ts";
import { learnSelf } from "./learn-self.ts";
import { createMetrics } from "./metrics.ts";
import { pinnedRules } from "./orchestrator/pinned-rules.ts";
import type { World } from "./orchestrator/ports.ts";
import { checkResult } from "./schemas/check-result.ts";
import { createSchemaChecker, type SchemaChecker } from "./schemas/schema-checker.ts";
import { schemaFault } from "./schemas/schema-fault.ts";
import type { SyncContext } from "./sync/context.ts";
import { doubtName } from "./sync/doubt-name.ts";
import { startSweeper, sweep } from "./sync/sweep.ts";
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

export interface StartOptions {
  /** What a test may set and an operator never needs: the workflow's clock. */
  readonly now?: () => Date;
  /** Ends a start that waits for GitHub. */
  readonly signal?: AbortSignal;
}

type Stop = () => Promise<void>;

/** What has been started. The edges stop together; what they stand on follows, the last first. */
interface Started {
  readonly edges: Stop[];
  readonly bases: Stop[];
}

/** Starts Baton: database, then worker, then server. */
export async function startBaton(environment: Environment, log: Logger, options: StartOptions = {}): Promise<Baton> {
  const { now = () => new Date(), signal = new AbortController().signal } = options;
  const started: Started = { edges: [], bases: [] };
  try {
    const db = await connectDatabase(environment, log, started.bases);
    const redis = await startRedis(environment, log, started);
    const github = createGitHub({
      ...environment,
      requestTimeoutMs: requestTimeoutMs(environment),
      log,
      ...(redis === null ? {} : { redis: redis.connection }),
    });
    const self = await learnSelf(github, { log, signal });
    const schemas = createSchemaChecker();
    started.bases.push(schemas.stop);
    const world = createWorld({ db, github, self, schemas, now });
    const context: SyncContext = { world, github, self, log, ...pick(environment) };
    if (environment.process !== "web") await startWork(context, environment, started);
    const server =
      environment.process === "worker" ? null : await startWeb({ environment, log, world, github, self, started });
    return { port: server?.port ?? null, sweep: () => sweep(context), stop: () => stopAll(started, log) };
  } catch (error) {
    await stopAll(started, log);
    throw error;
  }
}

async function stopAll({ edges, bases }: Started, log: Logger): Promise<void> {
  const stopOne = (stop: Stop) =>
    stop().catch((error: unknown) => {
      log.warn({ err: error }, "something did not stop as it should");
    });
  await Promise.all(edges.splice(0).map(stopOne));
  for (const stop of bases.splice(0).reverse()) await stopOne(stop);
}

/** A request must end sooner than the lease under which it writes. */
function requestTimeoutMs({ leaseSeconds }: Environment): number {
  return Math.min(20_000, (leaseSeconds * 1000) / 2);
}

function pick({ leaseSeconds, serverUrl, publicUrl }: Environment) {
  return { leaseSeconds, serverUrl, publicUrl };
}

async function startRedis({ redisUrl }: Environment, log: Logger, { bases }: Started): Promise<RedisLink | null> {
  if (redisUrl === null) return null;
  try {
    const redis = await connectRedis(redisUrl, log);
    bases.push(redis.close);
    return redis;
  } catch (error) {
    throw new CannotStart(`Redis at ${new URL(redisUrl).host} cannot be used; check REDIS_URL, or leave it out`, error);
  }
}

export function createWorld({
  db,
  github,
  self,
  schemas,
  now,
}: Pick<World, "db" | "now"> & { github: GitHub; self: Self; schemas: SchemaChecker }): World {
  const resolve = createActorResolver(github);
  const teamsNow = createTeamsNow(github);
  const faultOf: World["schemaFault"] = (schema) => schemaFault(schemas, schema);
  const resolveActor: World["resolveActor"] = ({ id: repositoryId, fullName, installationId }, sender, rules) =>
    resolve({ repositoryId, fullName, installationId }, sender, { rules, now: now() });
  return {
    db,
    now,
    newId: () => newId(),
    gather: async ({ repository, pull, newest }, needs, { isForced } = { isForced: false }) => {
      const rules = needs.reviews ? await pinnedRules(db, newest) : null;
      const { id: repositoryId, fullName, installationId } = repository;
      const gathered = gather(
        github.forInstallation(installationId),
        {
          repositoryId,
          fullName,
          number: pull.number,
          ownAppId: self.appId,
          environment: newest?.workflow.policy.deployment.environment ?? null,
          holdsRole: async (reviewer) => {
            const { roles } = await resolveActor(repository, reviewer, rules);
            return roles.includes("verification_overseer");
          },
          isForced,
        },
        needs,
      );
      return doubtName(db, installationId, gathered);
    },
    readRules: ({ fullName, installationId }, known) =>
      readRules(github.forInstallation(installationId), fullName, { known, schemaFault: faultOf }),
    teamsNow: ({ installationId }, rules) => teamsNow(installationId, rules, now()),
    resolveActor,
    checkResult: (result, schema) => checkResult(schemas, result, schema),
    schemaFault: faultOf,
  };
}

async function startWork(context: SyncContext, { sweepSeconds }: Environment, { edges }: Started): Promise<void> {
  const worker = await startWorker(context);
  edges.push(worker.stop);
  edges.push(startSweeper(context, sweepSeconds).stop);
}

interface Web {
  readonly environment: Environment;
  readonly log: Logger;
  readonly world: World;
  readonly github: GitHub;
  readonly self: Self;
  readonly started: Started;
}

async function startWeb({ environment, log, world, github, self, started }: Web): Promise<HttpServer> {
  const { db, now } = world;
  const { host, port } = environment;
  const metrics = createMetrics();
  let stopping = false;
  const intake: Intake = { db, self, log, now, count: metrics.countDelivery };
  const webhook = await createWebhookRoute(createProbot(environment, intake, log), log);
  const isReady = () =>
    db.pool.query("select 1").then(
      () => true,
      () => false,
    );
  const api = createApi(createApiPorts({ world, github, environment, log }));
  const app = createApp({ isReady, isStopping: () => stopping }, metrics.registry, api);
  const server = await startServer({ webhookPath, webhook, app }, { host, port, log }).catch((error: unknown) => {
    throw new CannotStart(`Nothing can listen at ${host}:${String(port)}; check HOST and PORT`, error);
  });
  started.edges.push(() => {
    stopping = true;
    return server.close();
  });
  return server;
}
