import { createSign } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { inject } from "vitest";
import type { AppManifest } from "../../sandbox/app-manifest.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import type { RepositoryDriver, Sandbox, SandboxOptions } from "../../sandbox/sandbox.ts";
import { createClock } from "../support/clock.ts";
import type { Clock } from "../support/clock.ts";
import { createContract } from "../support/github-contract.ts";

interface Webhook {
  readonly event: string;
  readonly action: string | undefined;
  readonly guid: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- payloads are as deep as GitHub's, and checked by the contract.
  readonly payload: any;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above.
  readonly body: any;
}

type Call = (line: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>;

/** A sandbox that is held against GitHub's description, somewhere for its webhooks to go, and ways to call it. */
export interface Desk {
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly repository: RepositoryDriver;
  readonly webhooks: readonly Webhook[];
  readonly webhookUrl: string;
  /** `event.action` of what has arrived, once everything has. */
  readonly arrived: () => Promise<readonly string[]>;
  /** What the receiver answers from now on; null for nothing. */
  readonly answerWith: (status: number | null) => void;
  readonly asApp: Call;
  readonly asInstallation: Call;
  readonly as: (login: string) => Call;
  readonly asNobody: Call;
  readonly appToken: (claims?: Readonly<Record<string, unknown>>, privateKey?: string) => string;
  readonly callWith: (authorization?: string) => Call;
  /** Ends it all, and fails if anything was not as GitHub describes it. */
  readonly close: () => Promise<void>;
}

const { privateKey, publicKey } = inject("appKey");

/** An App that may do more than Baton: here the sandbox itself is tried out. */
const app: AppManifest = {
  permissions: {
    metadata: "read",
    issues: "write",
    pull_requests: "write",
    checks: "write",
    statuses: "write",
    contents: "write",
    deployments: "read",
    actions: "write",
    merge_queues: "read",
    members: "read",
  },
  events: [
    "issue_comment",
    "pull_request",
    "pull_request_review",
    "check_run",
    "check_suite",
    "status",
    "push",
    "deployment_status",
    "merge_group",
    "repository",
    "membership",
    "team",
  ],
};

const people = { maria: "admin", omar: "maintain", chen: "write", tara: "triage", rita: "read" } as const;

interface DeskOptions extends Partial<SandboxOptions> {
  /** Leaves the sandbox without an address for webhooks. */
  readonly isSilent?: boolean;
}

export async function openDesk({ isSilent = false, ...options }: DeskOptions = {}): Promise<Desk> {
  const clock = createClock();
  const contract = createContract({ triesRefusals: true });
  const receiver = await receive();
  const sandbox = await startSandbox({
    webhookSecret: "a secret of the tests",
    ...(isSilent ? {} : { webhookUrl: receiver.url }),
    appId: 7,
    publicKey,
    ...app,
    clock: clock.now,
    observer: contract,
    ...options,
  });
  const repository = sandbox.createRepository({ owner: "acme", name: "shop", users: people });
  const appToken: Desk["appToken"] = (claims = {}, key = privateKey) =>
    signedToken({ iss: 7, now: clock.now(), claims, key });
  const callWith = (authorization?: string): Call => calling(sandbox.url, authorization);
  const asApp: Call = (...request) => callWith(`Bearer ${appToken()}`)(...request);
  const installationId = sandbox.installation("acme").id;
  const asInstallation: Call = async (...request) => {
    const issued = await asApp(`POST /app/installations/${installationId}/access_tokens`);
    return callWith(`token ${issued.body.token}`)(...request);
  };
  return {
    sandbox,
    clock,
    repository,
    webhooks: receiver.webhooks,
    webhookUrl: receiver.url,
    arrived: async () => {
      await sandbox.delivered();
      return receiver.webhooks.map(({ event, action }) => (action === undefined ? event : `${event}.${action}`));
    },
    answerWith: receiver.answerWith,
    asApp,
    asInstallation,
    as: (login) => callWith(`Bearer ${sandbox.tokenFor(login)}`),
    asNobody: callWith(),
    appToken,
    callWith,
    close: async () => {
      await sandbox.close();
      await receiver.close();
      contract.assertClean();
    },
  };
}

function calling(url: string, authorization: string | undefined): Call {
  return async (line, body, headers = {}) => {
    const [method = "GET", path = "/"] = line.split(" ");
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: { ...(authorization === undefined ? {} : { authorization }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== "" ? JSON.parse(text) : text,
    };
  };
}

function signedToken(about: {
  iss: number;
  now: Date;
  claims: Readonly<Record<string, unknown>>;
  key: string;
}): string {
  const seconds = Math.floor(about.now.getTime() / 1000);
  const claims = { iss: about.iss, iat: seconds - 60, exp: seconds + 540, ...about.claims };
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(about.key).toString("base64url")}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

interface Receiver {
  readonly url: string;
  readonly webhooks: Webhook[];
  readonly answerWith: (status: number | null) => void;
  readonly close: () => Promise<void>;
}

async function receive(): Promise<Receiver> {
  const webhooks: Webhook[] = [];
  let status: number | null = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const payload = JSON.parse(text);
      const event = String(request.headers["x-github-event"]);
      const guid = String(request.headers["x-github-delivery"]);
      webhooks.push({ event, action: payload.action, guid, headers: request.headers, text, payload });
      if (status === null) return;
      response.writeHead(status, { "content-type": "text/plain" }).end("noted");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`,
    webhooks,
    answerWith: (next) => void (status = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
