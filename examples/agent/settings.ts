import { z } from "zod";

/** What one agent is told by its environment. */
export interface Settings {
  /** Without a slash at the end. */
  readonly batonUrl: string;
  readonly batonToken: string;
  readonly model: string;
  readonly modelUrl: string;
  readonly modelKey: string;
  /** A clone of the repository to work in; null where the role needs none. */
  readonly repository: string | null;
  readonly mayPush: boolean;
  /** Command lines that the model may run, by name. */
  readonly commands: Readonly<Record<string, string>>;
  /** Only this workflow; null: any. */
  readonly workflowId: string | null;
  readonly limits: Limits;
  readonly pollSeconds: number;
}

/** What a turn may cost. */
export interface Limits {
  /** Answers of the model. */
  readonly steps: number;
  /** Tokens of all requests and answers together, as the endpoint counts them. */
  readonly tokens: number;
}

/** Reads the settings; names everything that is wrong at once, and never with a value, which may be a secret. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings | { readonly problems: readonly string[] } {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim() !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`) };
  }
  const read = parsed.data;
  return {
    batonUrl: read.BATON_URL.replace(/\/+$/, ""),
    batonToken: read.BATON_TOKEN,
    model: read.AGENT_MODEL,
    modelUrl: read.OPENAI_BASE_URL,
    modelKey: read.OPENAI_API_KEY,
    repository: read.AGENT_REPOSITORY ?? null,
    mayPush: read.AGENT_MAY_PUSH === "true",
    commands: read.AGENT_COMMANDS,
    workflowId: read.AGENT_WORKFLOW_ID ?? null,
    limits: { steps: read.AGENT_MAX_STEPS, tokens: read.AGENT_MAX_TOKENS },
    pollSeconds: read.AGENT_POLL_SECONDS,
  };
}

const needed = (what: string) => z.string({ error: `is missing: ${what}` });

const address = (example: string) => ({ protocol: /^https?$/, error: `must be an address such as ${example}` });

const whole = (max: number) => {
  const error = `must be a whole number from 1 to ${String(max)}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.int().min(1, error).max(max, error));
};

const commandsSchema = z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/), z.string().min(1));

const commands = z.string().transform((text, context) => {
  const read = commandsSchema.safeParse(readJson(text));
  if (read.success) return read.data;
  context.addIssue('must be a JSON object of command lines by name, such as {"test": "npm test"}');
  return z.NEVER;
});

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const schema = z.object({
  BATON_URL: needed("where Baton is, such as https://baton.example.com").pipe(
    z.url(address("https://baton.example.com")),
  ),
  BATON_TOKEN: needed("a token of Baton's: npm run baton -- token create"),
  AGENT_MODEL: needed("the model's name, as the endpoint knows it"),
  OPENAI_API_KEY: needed("the key for the model's endpoint; any text where it wants none"),
  OPENAI_BASE_URL: z.url(address("https://api.openai.com/v1")).default("https://api.openai.com/v1"),
  AGENT_REPOSITORY: z.string().optional(),
  AGENT_MAY_PUSH: z.enum(["true", "false"], { error: "must be true or false" }).default("false"),
  AGENT_COMMANDS: commands.default({}),
  AGENT_WORKFLOW_ID: z.uuid({ error: "must be the id of a workflow" }).optional(),
  AGENT_MAX_STEPS: whole(1_000).default(60),
  AGENT_MAX_TOKENS: whole(100_000_000).default(1_000_000),
  AGENT_POLL_SECONDS: whole(3_600).default(30),
});
