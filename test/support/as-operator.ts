import type pg from "pg";
import { inject } from "vitest";
import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { batonApp } from "./baton-app.ts";
import { databaseUrl } from "./database-url.ts";

type SandboxOptions = Parameters<typeof startSandbox>[0];

/** A GitHub, and the settings by which an operator points Baton at it and at a database. */
export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly settings: Readonly<Record<string, string>>;
}

export const webhookSecret = "correct horse battery staple";

export async function startSurroundings(
  connection: pg.PoolConfig,
  options: Partial<SandboxOptions>,
): Promise<Surroundings> {
  const { privateKey, publicKey } = inject("appKey");
  const app = { webhookSecret, appId: 7, appSlug: "baton", publicKey, ...batonApp };
  const sandbox = await startSandbox({ ...app, ...options });
  const settings = {
    APP_ID: String(app.appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    GITHUB_API_URL: sandbox.apiUrl,
    GITHUB_SERVER_URL: sandbox.serverUrl,
    DATABASE_URL: databaseUrl(connection),
    BATON_WRITE_SPACING_MS: "0",
  };
  return { sandbox, settings };
}
