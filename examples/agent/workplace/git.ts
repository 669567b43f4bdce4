import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ToolError } from "../tool.ts";

const run = promisify(execFile);

/** Runs git in a folder and returns what it printed. Hooks do not run, nobody is asked for a password, our keys stay here. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const { BATON_TOKEN: _token, OPENAI_API_KEY: _key, ...env } = process.env;
  try {
    const { stdout } = await run("git", ["-c", "core.hooksPath=/dev/null", ...args], {
      cwd,
      env: { ...env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const said = (error as { readonly stderr?: string }).stderr?.trim();
    throw new ToolError(
      `git ${args[0] ?? ""}: ${said === undefined || said === "" ? String(error) : withoutSecrets(said)}`,
    );
  }
}

/** An address may hold a password. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, "//…@");
}
