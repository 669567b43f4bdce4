import { spawn } from "node:child_process";
import { parse } from "yaml";
import { z } from "zod";

const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
});

const workflow = z.looseObject({
  on: z.object({ workflow_dispatch: z.object({ inputs: z.record(z.string(), z.looseObject({})) }) }),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.looseObject({ permissions: z.record(z.string(), z.string()), steps: z.array(step) })),
});

type Workflow = z.output<typeof workflow>;

/** An Actions workflow as far as the tests look into it. */
export function readWorkflow(content: string): Workflow {
  return workflow.parse(parse(content));
}

interface Surroundings {
  /** What expressions stand for, by their text. */
  readonly values: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Runs a step's script as a runner does: expressions filled in, with bash. Returns its exit code and what it printed. */
export async function runStep(
  { run = "", env }: z.output<typeof step>,
  { values, env: given, cwd }: Surroundings,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const fill = (text: string) =>
    text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, name: string) => {
      if (values[name] === undefined) throw new Error(`Nothing is given for ${name}.`);
      return values[name];
    });
  const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn("bash", ["-e", "-c", run], { cwd, env: { PATH, HOME, ...own, ...given } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}
