import type * as parser from "@actions/workflow-parser";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { esbuild } from "../support/esbuild.ts";

/** Says what GitHub's own parser has against an Actions workflow. */
export type FindFaults = (name: string, content: string) => readonly string[];

/** Loads the parser, which imports JSON in a way that only bundlers take. */
export async function loadActionsParser(): Promise<FindFaults> {
  const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
  await mkdir(cache, { recursive: true });
  const home = await mkdtemp(join(cache, "actions-parser-"));
  try {
    const outfile = join(home, "parser.mjs");
    const stdin = { contents: 'export * from "@actions/workflow-parser";', resolveDir: home };
    const common = { bundle: true, platform: "node", format: "esm", logLevel: "error" };
    await esbuild().build({ ...common, stdin, outfile, external: ["yaml"] });
    const { parseWorkflow, NoOperationTraceWriter } = (await import(pathToFileURL(outfile).href)) as typeof parser;
    return (name, content) =>
      parseWorkflow({ name, content }, new NoOperationTraceWriter())
        .context.errors.getErrors()
        .map((error) => String(error));
  } finally {
    await rm(home, { recursive: true });
  }
}
