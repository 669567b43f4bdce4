import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { accountDriver } from "./driver/account-driver.ts";
import type { AccountDriver } from "./driver/account-driver.ts";
import { createRepository } from "./driver/create-repository.ts";
import type { CreateRepositoryInput } from "./driver/create-repository.ts";
import { installationDriver, installOnAccount } from "./driver/installation-driver.ts";
import type { InstallationDriver } from "./driver/installation-driver.ts";
import { repositoryDriver } from "./driver/repository-driver.ts";
import type { RepositoryDriver } from "./driver/repository-driver.ts";
import { teamDriver } from "./driver/team-driver.ts";
import type { CreateTeamInput, TeamDriver } from "./driver/team-driver.ts";
import { createFaults } from "./faults/faults.ts";
import type { Fault, FaultHandle, Replica } from "./faults/faults.ts";
import { createPages, isPage } from "./page/pages.ts";
import { createOidcIssuer } from "./oidc/issuer.ts";
import type { OidcJob } from "./oidc/issuer.ts";
import type { Observer } from "./rest/exchange.ts";
import { createRateLimits } from "./rest/rate-limits.ts";
import { takeReplica } from "./rest/replica.ts";
import { createRequestLog } from "./rest/request-log.ts";
import type { LoggedRequest, RequestListener } from "./rest/request-log.ts";
import { createRouter } from "./rest/router.ts";
import type { Permissions } from "./state/accounts.ts";
import { createWorld } from "./state/create-world.ts";
import { dispatcher } from "./webhooks/dispatcher.ts";
import { createMailer } from "./webhooks/mailer.ts";
import { openPostOffice } from "./webhooks/post-office.ts";
import type { DeliveryControl } from "./webhooks/post-office.ts";
import { createWaits } from "./waits.ts";

export type { PullDriver } from "./driver/pull-driver.ts";
export type { RepositoryDriver } from "./driver/repository-driver.ts";

export interface SandboxOptions {
  /** Any free one unless told. */
  readonly port?: number;
  /** Where webhooks go; can be said later with `deliverTo`. Until then none are sent. */
  readonly webhookUrl?: string;
  readonly webhookSecret: string;
  readonly appId: number;
  readonly appSlug?: string;
  readonly publicKey: string;
  /** Everything that the sandbox stamps comes from here. */
  readonly clock?: () => Date;
  /** By what tokens live and die; the same clock unless told. */
  readonly tokenClock?: () => Date;
  /** What the App being built may do and hears of: what its manifest asks for (`readAppManifest`). */
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** Requests an hour for each installation. */
  readonly rateLimit?: number;
  readonly deliveryTimeoutMs?: number;
  readonly deliveryConcurrency?: number;
  readonly observer?: Observer;
}

export interface Sandbox extends AccountDriver {
  /** Both the API and the pages. */
  readonly url: string;
  /** For GITHUB_API_URL and GITHUB_SERVER_URL; both are `url`. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly createRepository: (input: CreateRepositoryInput) => RepositoryDriver;
  /** Makes a team, which has no role anywhere until it is granted one. */
  readonly createTeam: (input: CreateTeamInput) => TeamDriver;
  /** The App as it is installed on this account. */
  readonly installation: (account: string) => InstallationDriver;
  /** Installs the App on an account, for everything that it has, and tells the App. */
  readonly install: (account: string) => InstallationDriver;
  /** Changes what the App may do, for every installation; tokens that are out keep what they have. */
  readonly setPermissions: (permissions: Permissions) => void;
  readonly deliverTo: (url: string) => void;
  /** Resolves once every webhook that is not held has been answered. */
  readonly delivered: () => Promise<void>;
  readonly deliveries: DeliveryControl;
  readonly fault: (fault: Fault) => FaultHandle;
  /** This GitHub as it is now, for a fault that has readings answered late. */
  readonly replica: () => Replica;
  /** Every request, oldest first, with what it came to: where a fault struck before, the fault's status, or 0 for none. */
  readonly requests: readonly LoggedRequest[];
  /** Called once what a request asks for is done, before its answer goes out; returns how to stop that. */
  readonly onRequest: (listener: RequestListener) => () => void;
  /** The OIDC token that a job of an Actions workflow gets. */
  readonly oidcToken: (job: OidcJob) => string;
  readonly close: () => Promise<void>;
}

/** Starts a GitHub to run on a desk: REST API, webhooks and pages on one port, with people and Apps to drive it. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock = () => new Date(), tokenClock = clock, observer = {} } = options;
  const waits = createWaits();
  const world = createWorld({
    appId: options.appId,
    appSlug: options.appSlug ?? "baton",
    publicKey: options.publicKey,
    permissions: options.permissions,
    events: options.events,
    clock,
    tokenClock,
    emit: (event) => dispatch(event),
  });
  const mailer = createMailer({
    world,
    secret: options.webhookSecret,
    url: options.webhookUrl,
    timeoutMs: options.deliveryTimeoutMs ?? 10_000,
    concurrency: options.deliveryConcurrency ?? 1,
  });
  const post = openPostOffice(mailer);
  const dispatch = dispatcher(world, { post, observer });
  const faults = createFaults();
  const log = createRequestLog();
  const limits = createRateLimits(world, options.rateLimit ?? 5000);
  const serving = { faults, log, deliveries: post.control, limits, observer, wait: waits.wait };
  const router = createRouter(world, serving);
  const pages = createPages(world);
  const oidc = createOidcIssuer(() => world.url, clock);
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const path = new URL(request.url).pathname;
      return oidc.answer(path) ?? (isPage(path) ? pages.fetch(request) : router.fetch(request, env));
    },
  });
  world.url = await listen(server, options.port ?? 0);
  return {
    ...{ url: world.url, apiUrl: world.url, serverUrl: world.url },
    createRepository: (input) => repositoryDriver(world, createRepository(world, input)),
    createTeam: (input) => teamDriver(world, input),
    installation: (account) => installationDriver(world, account),
    install: (account) => installOnAccount(world, account),
    setPermissions: (permissions) => void (world.app.permissions = permissions),
    deliverTo: mailer.address,
    delivered: mailer.idle,
    deliveries: post.control,
    fault: faults.add,
    replica: () => takeReplica(world, serving),
    requests: log.entries,
    onRequest: log.listen,
    ...accountDriver(world),
    oidcToken: oidc.token,
    close: async () => {
      mailer.close();
      waits.release();
      await stop(server);
    },
  };
}

type Server = ReturnType<typeof createAdaptorServer>;

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
