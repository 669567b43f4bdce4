/**
 * Lets the CLI of the MCP inspector list what Baton's demo offers over MCP, and call each tool there: a client that is none of ours. It
 * needs Node 22, which npm fetches for it, so this is no part of `npm test`. Ends with 0 only if every call came out as told.
 */
import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const inspector = ["-y", "-p", "node@22", "-p", "@modelcontextprotocol/inspector@2.12.0", "mcp-inspector", "--cli"];

/** A demo whose story is over and which goes on running, at an address, with a command that makes a token for it. */
async function startDemo() {
  const child = spawn("npm", ["run", "-s", "demo", "--", "--agents"], { cwd: root, detached: true });
  const stop = () => void (child.pid !== undefined && process.kill(-child.pid, "SIGTERM"));
  let printed = "";
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      if (printed.includes("Ctrl-C ends it.")) resolve();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (printed += text));
    child.once("exit", () => reject(new Error(`The demo ended:\n${printed}`)));
  });
  await ready;
  const [, url = ""] = /^Baton's API and MCP are at (\S+)\. /m.exec(printed) ?? [];
  const [command = ""] = /^DATABASE_URL=.+$/m.exec(printed) ?? [];
  return { url, command, stop };
}

type Json = Readonly<Record<string, unknown>>;

/** One run of the inspector; its answer, or what it said where it failed. */
function inspect(url: string, token: string) {
  return async (method: string, ...args: readonly string[]): Promise<Json> => {
    const to = [`${url}/mcp`, "--transport", "http", "--header", `Authorization: Bearer ${token}`, "--method", method];
    // Not here, where npm would take the repository's own packages and settings.
    const { stdout } = await run("npx", [...inspector, ...to, ...args], { cwd: "/", maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout) as Json;
  };
}

const demo = await startDemo();
try {
  const { stdout } = await run("sh", ["-c", demo.command], { cwd: root });
  const ask = inspect(demo.url, stdout.trim());
  const say = (line: string) => process.stdout.write(`${line}\n`);

  const listed = (await ask("tools/list", "--strict")) as { readonly tools: readonly { readonly name: string }[] };
  const names = listed.tools.map(({ name }) => name);
  say(`tools/list: ${names.join(", ")}`);
  const { prompts } = (await ask("prompts/list")) as { readonly prompts: readonly { readonly name: string }[] };
  say(`prompts/list: ${prompts.map(({ name }) => name).join(", ")}`);

  const called = new Set<string>();
  const call = async (name: string, given: Json = {}): Promise<Json> => {
    const args = ["--tool-name", name, "--tool-args-json", JSON.stringify(given)];
    const answer = (await ask("tools/call", ...args)) as {
      readonly isError?: boolean;
      readonly content: unknown;
      readonly structuredContent?: Json;
    };
    if (answer.isError === true || answer.structuredContent === undefined) {
      throw new Error(`${name} was refused: ${JSON.stringify(answer.content)}`);
    }
    called.add(name);
    say(`tools/call ${name}: ${JSON.stringify(answer.structuredContent).slice(0, 100)}`);
    return answer.structuredContent;
  };
  const { workflow_id } = await call("start_workflow", { project_id: "acme/shop", pull_number: 1 });
  await call("list_my_work");
  await call("get_context", { workflow_id, role: "q_assistant" });
  const phase_result = { requirements: ["R1: customers pay by card"] };
  await call("advance_workflow", { workflow_id, role: "q_assistant", completed_state: "discovery", phase_result });
  await call("advance_workflow", { workflow_id, role: "q_assistant", completed_state: "planning" });
  await call("accept_handoff", { workflow_id, role: "code_writer", completed_state: "handoff_to_coder" });
  await call("advance_workflow", { workflow_id, role: "code_writer", completed_state: "implementation" });
  for (const name of ["get_workflow_status", "get_workflow_history", "get_handoff", "explain"]) {
    await call(name, { workflow_id });
  }
  // Baton accepts for the tester in a moment; after the rollback it does not matter whether it has.
  await call("rollback_workflow", { workflow_id, target_state: "planning", reason: "Another look." });
  const failed = {
    workflow_id,
    role: "q_assistant",
    completed_state: "planning",
    next_state: "error",
    notes: "Stuck.",
  };
  await call("advance_workflow", failed);
  await call("request_retry", { workflow_id, reason: "Unstuck." });
  if (names.includes("heartbeat")) await call("heartbeat", { workflow_id, role: "q_assistant" });
  await call("get_project_stats", { project_id: "acme/shop" });
  await call("get_owner_stats", { owner: "acme" });
  const missed = names.filter((name) => !called.has(name));
  if (missed.length > 0) throw new Error(`Not called: ${missed.join(", ")}`);
  say(`All ${String(names.length)} tools were listed and called.`);
} finally {
  demo.stop();
}
