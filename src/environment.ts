import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

/** The settings of one Baton process, read once from its environment. */
export interface Environment {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  readonly logFormat: "json" | "pretty";
  readonly redisUrl: string | null;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Null: Baton runs its own PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Where people and agents reach this Baton; null when nobody said. */
  readonly publicUrl: string | null;
  readonly process: "all" | "web" | "worker";
  readonly leaseSeconds: number;
  readonly sweepSeconds: number;
  readonly writeSpacingMs: number;
  /** How long a process that is to stop may take to end what is under way. */
  readonly drainSeconds: number;
  /** Requests that one token may make in a minute, of each process. */
  readonly apiRequestsPerMinute: number;
}

/** Every setting that is wrong, each with what to do. */
export interface EnvironmentProblems {
  readonly problems: readonly string[];
}

/**
 * Reads the settings. Variables that are set but blank count as not set, as in a `.env` file that leaves them empty. All
 * problems are named at once, and never with a value: what was put in the wrong place may be a secret.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment | EnvironmentProblems {
  const given = Object.fromEntries(
    variableNames
      .map((name) => [name, variables[name]])
      .filter(([, value]) => value !== undefined && value.trim() !== ""),
  ) as Readonly<Record<string, string>>;
  const parsed = schema.safeParse(given);
  const key = readKey(given);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)),
    ...("problem" in key ? [key.problem] : []),
    ...sharedDatabaseProblem(given),
  ];
  if (!parsed.success || "problem" in key || problems.length > 0) return { problems };
  return toEnvironment(parsed.data, key.pem);
}

const url = (example: string) =>
  z.url({ protocol: /^https?$/, error: `is not an address; write it like ${example}.` }).transform(withoutSlash);

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${String(least)} to ${String(most)}.`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .pipe(z.int().min(least, { error }).max(most, { error }));
};

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}.` });

const appId = "the App's id, a number that its settings page on GitHub shows.";

const webhookSecret = "the secret of the App's webhook. Nothing starts without one, or anybody could send events.";

const schema = z.object({
  APP_ID: z
    .string({ error: `is missing: ${appId}` })
    .regex(/^[1-9]\d{0,14}$/, { error: `is not ${appId}` })
    .transform(Number),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: z
    .string({ error: `is missing: ${webhookSecret}` })
    .refine((secret) => secret !== "development", 'must not be "development", which everybody knows; make up another.')
    .refine((secret) => secret === secret.trim(), "begins or ends with white space; take it away, here or on GitHub."),
  HOST: z.string().default("localhost"),
  PORT: whole(0, 65_535).default(3000),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
  LOG_FORMAT: oneOf(["json", "pretty"]).optional(),
  NODE_ENV: z.string().optional(),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "is not an address; write it like redis://localhost:6379." })
    .optional(),
  GITHUB_API_URL: url("https://api.github.com").default("https://api.github.com"),
  GITHUB_SERVER_URL: url("https://github.com").default("https://github.com"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "is not an address; write it like postgres://user@localhost/baton." })
    .optional(),
  BATON_DATA_DIR: z.string().default("data"),
  BATON_URL: url("https://baton.example.com").optional(),
  BATON_PROCESS: oneOf(["all", "web", "worker"]).default("all"),
  BATON_LEASE_SECONDS: whole(5, 3600).default(30),
  BATON_SWEEP_SECONDS: whole(1, 3600).default(60),
  BATON_WRITE_SPACING_MS: whole(0, 60_000).default(1000),
  BATON_DRAIN_SECONDS: whole(1, 3600).default(28),
  BATON_API_REQUESTS_PER_MINUTE: whole(1, 1_000_000).default(600),
});

/** Every variable that is read. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

function toEnvironment(given: z.infer<typeof schema>, privateKey: string): Environment {
  return {
    appId: given.APP_ID,
    privateKey,
    webhookSecret: given.WEBHOOK_SECRET,
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    logFormat: given.LOG_FORMAT ?? (given.NODE_ENV === "production" ? "json" : "pretty"),
    redisUrl: given.REDIS_URL ?? null,
    apiUrl: given.GITHUB_API_URL,
    serverUrl: given.GITHUB_SERVER_URL,
    databaseUrl: given.DATABASE_URL ?? null,
    dataDir: resolve(given.BATON_DATA_DIR),
    publicUrl: given.BATON_URL ?? null,
    process: given.BATON_PROCESS,
    leaseSeconds: given.BATON_LEASE_SECONDS,
    sweepSeconds: given.BATON_SWEEP_SECONDS,
    writeSpacingMs: given.BATON_WRITE_SPACING_MS,
    drainSeconds: given.BATON_DRAIN_SECONDS,
    apiRequestsPerMinute: given.BATON_API_REQUESTS_PER_MINUTE,
  };
}

function sharedDatabaseProblem({ BATON_PROCESS: kind, DATABASE_URL: database }: Readonly<Record<string, string>>) {
  if ((kind !== "web" && kind !== "worker") || database !== undefined) return [];
  return ["DATABASE_URL: is missing: several processes need a PostgreSQL that they share. Or leave BATON_PROCESS out."];
}

type Key = { readonly pem: string } | { readonly problem: string };

function readKey({ PRIVATE_KEY: inline, PRIVATE_KEY_PATH: path }: Readonly<Record<string, string>>): Key {
  if (inline !== undefined) return checkKey("PRIVATE_KEY", decodeKey(inline));
  if (path === undefined) {
    return {
      problem: "PRIVATE_KEY: is missing: the App's private key, or PRIVATE_KEY_PATH with the path of its .pem file.",
    };
  }
  try {
    return checkKey("PRIVATE_KEY_PATH", readFileSync(path, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return {
      problem: `PRIVATE_KEY_PATH: the file cannot be read (${code}); check the path, and that this user may read it.`,
    };
  }
}

/** A key may come with `\n` written out, or as Base64, because many places keep variables on one line. */
function decodeKey(value: string): string {
  if (value.includes("-----BEGIN")) return value.replaceAll("\\n", "\n");
  return Buffer.from(value, "base64").toString("utf8");
}

/** GitHub's keys are PKCS #1. Signing wants PKCS #8, and would turn the key anew for each token. */
function checkKey(name: string, pem: string): Key {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return { pem: key.export({ type: "pkcs8", format: "pem" }).toString() };
  } catch {
    // What cannot be parsed is no better than a key of another kind.
  }
  return { problem: `${name}: is not an RSA private key in PEM form; download one from the App's settings page.` };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
