import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Turn } from "../../examples/agent/turn.ts";
import { commandTool } from "../../examples/agent/workplace/command-tool.ts";
import { gitWorkplace } from "../../examples/agent/workplace/git-workplace.ts";
import type { Place } from "../../examples/agent/workplace/workplace.ts";

let home: string;
/** What the agent is given, and where it pushes to. */
let clone: string;
let origin: string;
let head: string;
let place: Place | null = null;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "baton-workplace-"));
  [origin, clone] = [join(home, "origin.git"), join(home, "clone")];
  git(home, "init", "--quiet", "--bare", "-b", "main", origin);
  git(home, "clone", "--quiet", origin, clone);
  for (const [name, value] of [
    ["user.name", "An agent"],
    ["user.email", "agent@example.com"],
  ] as const) {
    git(clone, "config", name, value);
  }
  git(clone, "checkout", "--quiet", "-B", "main");
  await writeFile(join(clone, "README.md"), "A shop.\nIt sells.\n");
  await symlink(home, join(clone, "out"));
  git(clone, "add", "--all");
  git(clone, "commit", "--quiet", "-m", "Begin");
  git(clone, "push", "--quiet", "origin", "main");
  git(clone, "checkout", "--quiet", "-b", "pay-by-card");
  git(clone, "commit", "--quiet", "--allow-empty", "-m", "Open");
  git(clone, "push", "--quiet", "origin", "pay-by-card");
  head = git(clone, "rev-parse", "HEAD");
  git(clone, "checkout", "--quiet", "main");
});
afterEach(async () => {
  await place?.close();
  place = null;
});
afterAll(() => rm(home, { recursive: true, force: true }));

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" }).trim();
}

function turnOf(role: string, sha = head): Turn {
  return {
    workflow_id: "0195500e-0000-7000-8000-000000000001",
    project_id: "1",
    pull_number: 1,
    role,
    standing: "work",
    current_state: "implementation",
    head_sha: sha,
    updated_at: "2026-03-01T09:45:00.000Z",
    claim: null,
  };
}

async function openFor(role: string, settings: { mayPush?: boolean; sha?: string } = {}) {
  const heard: string[] = [];
  const workplace = gitWorkplace({ mayPush: settings.mayPush ?? true, commands: {} }, clone);
  place = await workplace.open(turnOf(role, settings.sha), async (sha) => heard.push(sha) > 0);
  const { tools } = place;
  const call = async (name: string, given: Readonly<Record<string, unknown>> = {}) => {
    const found = tools.find((tool) => tool.name === name);
    if (found === undefined) throw new Error(`There is no tool ${name}.`);
    return (await found.run(given)).text;
  };
  return { place, call, heard, names: tools.map(({ name }) => name) };
}

describe("a checkout for one turn", () => {
  it("lets only the Code Writer write, and only where pushing is allowed", async () => {
    const reading = ["list_files", "read_file", "search_files"];
    expect((await openFor("code_writer")).names).toEqual([...reading, "write_file", "commit_and_push"]);
    await place?.close();
    expect((await openFor("verification_overseer")).names).toEqual(reading);
    await place?.close();
    expect((await openFor("code_writer", { mayPush: false })).names).toEqual(reading);
  });

  it("shows the files of the head", async () => {
    const { call } = await openFor("test_auditor");
    expect(await call("list_files")).toBe("README.md\nout\n");
    expect(await call("read_file", { path: "README.md", from_line: 2 })).toBe("It sells.\n");
    expect(await call("search_files", { text: "shop" })).toBe("README.md:1:A shop.\n");
    expect(await call("search_files", { text: "--help" })).toBe("Nothing holds that.");
    await expect(call("read_file", { path: "nowhere.ts" })).rejects.toThrow("nowhere.ts cannot be read: ENOENT.");
    await expect(call("read_file", { path: 7 })).rejects.toThrow("path must be a text.");
  });

  it("pushes what was written to the branch of the pull request, and takes itself away", async () => {
    const { place: opened, call, heard } = await openFor("code_writer");
    await expect(call("commit_and_push", { message: "Nothing" })).rejects.toThrow("Nothing was written");
    await call("write_file", { path: "src/pay.ts", content: "export {};\n" });
    expect(await call("commit_and_push", { message: "-m: pay by card" })).toMatch(/^Pushed [0-9a-f]{40}/);
    const pushed = git(origin, "rev-parse", "pay-by-card");
    expect([opened.headSha(), heard]).toEqual([pushed, [pushed]]);
    expect(git(origin, "show", "--stat", "--format=%s", "pay-by-card")).toMatch(/^-m: pay by card\n[^]*src\/pay\.ts/);
    await call("write_file", { path: "src/pay.ts", content: "export const pay = 1;\n" });
    await call("commit_and_push", { message: "Pay" });
    expect(git(origin, "rev-parse", "pay-by-card~1")).toBe(pushed);
    head = git(origin, "rev-parse", "pay-by-card");
    await opened.close();
    place = null;
    expect(git(clone, "worktree", "list").split("\n")).toHaveLength(1);
    expect(git(clone, "status", "--porcelain", "--branch")).toBe("## main...origin/main");
  });

  it("fetches a head that the clone does not have", async () => {
    const other = join(home, "other");
    git(home, "clone", "--quiet", "-b", "pay-by-card", origin, other);
    git(
      other,
      "-c",
      "user.name=B",
      "-c",
      "user.email=b@example.com",
      "commit",
      "--quiet",
      "--allow-empty",
      "-m",
      "More",
    );
    git(other, "push", "--quiet");
    head = git(other, "rev-parse", "HEAD");
    const { call } = await openFor("test_auditor");
    expect(await call("list_files", { folder: "src" })).toBe("src/pay.ts\n");
  });

  it("never pushes to the default branch, nor where it does not know the branch", async () => {
    const { call } = await openFor("code_writer", { sha: git(origin, "rev-parse", "main") });
    const before = git(origin, "show-ref");
    await call("write_file", { path: "evil.txt", content: "x" });
    await expect(call("commit_and_push", { message: "To main" })).rejects.toThrow(/No branch of origin has the head/);
    git(origin, "branch", "twin", head);
    git(origin, "branch", "twin-2", head);
    await place?.close();
    const { call: again } = await openFor("code_writer");
    await again("write_file", { path: "evil.txt", content: "x" });
    await expect(again("commit_and_push", { message: "Which?" })).rejects.toThrow(/More than one branch/);
    git(origin, "branch", "-D", "twin", "twin-2");
    expect(git(origin, "show-ref")).toBe(before);
  });

  it("lets nothing be read or written outside of it, nor in git's own files", async () => {
    const { call } = await openFor("code_writer");
    const wrong = ["../x", "/etc/passwd", ".git", "src/../.GIT/config", "out/origin.git/HEAD", "out/x"];
    for (const path of wrong) {
      await expect(call("read_file", { path })).rejects.toThrow("is outside of the checkout");
      await expect(call("write_file", { path, content: "x" })).rejects.toThrow("is outside of the checkout");
    }
    expect(await readdir(home)).not.toContain("x");
  });

  it("runs no hooks of the clone", async () => {
    const trace = join(home, "trace");
    const hook = join(clone, ".git", "hooks", "post-commit");
    await writeFile(hook, `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    const { call } = await openFor("code_writer");
    await call("write_file", { path: "a.txt", content: "a" });
    await call("commit_and_push", { message: "With a hook" });
    head = git(origin, "rev-parse", "pay-by-card");
    await expect(readFile(trace)).rejects.toThrow("ENOENT");
  });
});

describe("commands", () => {
  const run = async (line: string, timeoutMs?: number) =>
    (await commandTool(home, { it: line }, timeoutMs).run({ name: "it" })).text;

  it("are the operator's, by name, and say how they ended", async () => {
    expect(await run("echo out; echo err >&2; exit 3")).toMatch(/^Exit code 3\.\n(out\nerr|err\nout)\n$/);
    const { run: call, description } = commandTool(home, { test: "npm test" });
    expect(description).toContain("test (npm test)");
    for (const name of ["rm -rf /", "toString", ""]) {
      await expect(call({ name })).rejects.toThrow("There are: test.");
    }
  });

  it("see none of the agent's keys", async () => {
    process.env["OPENAI_API_KEY"] = "swordfish";
    try {
      expect(await run("env")).not.toContain("swordfish");
    } finally {
      delete process.env["OPENAI_API_KEY"];
    }
  });

  it("end in time, with everything that they started", async () => {
    expect(await run("sleep 60 & sleep 60", 100)).toMatch(/^It was ended after 0\.1 seconds\./);
  });
});
