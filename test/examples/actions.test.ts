import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../sandbox/free-port.ts";
import { startScriptedModel, type Reply } from "../../sandbox/model/scripted-model.ts";
import { eventually } from "../support/eventually.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { eventsOf, handoffsOf, openRepository, stateOf, type Stage } from "../support/stage.ts";
import { readWorkflow, runStep } from "./actions-job.ts";
import { loadActionsParser, type FindFaults } from "./actions-parser.ts";

const files = ["code-writer.yml", "test-auditor.yml"] as const;

const rules = `
roles:
  code_writer: { users: [maria], actions: [code-writer.yml], call: { actions-workflow: code-writer.yml } }
  test_auditor: { accept: manual, actions: [test-auditor.yml], call: { actions-workflow: test-auditor.yml } }
testing: { checks: [] }
`;

const root = fileURLToPath(new URL("../..", import.meta.url));

let contents: Readonly<Record<(typeof files)[number], string>>;
let findFaults: FindFaults;
let relay: Relay;
let stage: Stage;
let url: string;
let home: string;

beforeAll(async () => {
  const read = await Promise.all(
    files.map(async (file) => [file, await readFile(join(root, "examples/actions", file), "utf8")] as const),
  );
  contents = Object.fromEntries(read) as typeof contents;
  findFaults = await loadActionsParser();
  home = await mkdtemp(join(tmpdir(), "baton-actions-"));
  const port = await freePort();
  url = `http://127.0.0.1:${String(port)}`;
  relay = await startRelay({ environment: { port, publicUrl: url } });
  const onMain = Object.fromEntries(files.map((file) => [`.github/workflows/${file}`, contents[file]]));
  stage = openRepository(relay, "acme", { ".github/baton.yml": rules, ...onMain });
});
afterAll(async () => {
  await relay.close();
  await rm(home, { recursive: true, force: true });
});

describe.each(files)("the example %s", (file) => {
  it("is a workflow that GitHub's own parser has nothing against", () => {
    expect(findFaults(file, contents[file])).toEqual([]);
    expect(findFaults(file, contents[file].replace("runs-on:", "runs-in:"))).not.toEqual([]);
  });

  it("puts nothing into a script that a shell could take for a command", () => {
    for (const { steps } of Object.values(readWorkflow(contents[file]).jobs)) {
      for (const { run = "" } of steps) expect(run).not.toContain("${{");
    }
  });

  it("asks for no more permissions than it needs, and runs only GitHub's own actions", () => {
    const { permissions, jobs } = readWorkflow(contents[file]);
    expect(permissions).toEqual({});
    const allowed =
      file === "code-writer.yml"
        ? { write: { contents: "read", "id-token": "write" } }
        : { test: { contents: "read" }, report: { "id-token": "write" } };
    expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual(allowed);
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    for (const action of used) expect(action).toMatch(/^actions\/(checkout|setup-node)@v\d+$/);
  });
});

describe("played against Baton", () => {
  it("the Test Auditor's job accepts what waits, sends back what fails, and passes what passes", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start\n/advance\n/advance\n/accept\n/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_tester");
    const { inputs } = lastCall();
    const declared = readWorkflow(contents["test-auditor.yml"]).on.workflow_dispatch.inputs;
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(declared).sort());
    expect(await report(inputs, "failure")).toMatchObject({ code: 0 });
    await relay.settle();
    const [back] = (await handoffsOf(relay, pull)).slice(-1);
    expect(back).toMatchObject({ kind: "retry", to_state: "implementation", actor: { kind: "token" } });
    expect(back?.notes).toBe(`npm test fails at ${pull.headSha}: https://github.com/acme/shop/actions/runs/77`);

    await stage.say(pull, "maria", "/advance");
    expect(await report(lastCall().inputs, "success")).toMatchObject({ code: 0 });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    const late = await report(lastCall().inputs, "success");
    expect(late.code).toBe(0);
    expect(late.output).toContain("::notice::");
    expect(late.output).toMatch(/^::add-mask::baton_\S+$/m);

    // Where no handoff leads to it, the job takes the phase on by itself.
    await stage.say(pull, "maria", "/rollback testing");
    expect(await report(lastCall().inputs, "success")).toMatchObject({ code: 0 });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    const types = (await eventsOf(relay, pull)).map((event) => event.event_type);
    expect(types.slice(-3)).toEqual(["rolled_back", "claimed", "stepped"]);
  });

  it("the Code Writer's job lets an agent write, push and hand on", async () => {
    const git = await realGit();
    const pull = stage.openPull();
    pull.push("chen", { sha: git.push("Open") });
    await stage.say(pull, "maria", "/start\n/advance\n/advance");
    const model = await startScriptedModel(codeWriter());
    // GitHub tells of a push by itself.
    const told = eventually(
      () => git.head(),
      (sha) => sha !== pull.headSha,
      { withinMs: 25_000 },
    ).then((sha) => pull.push("chen", { sha }));
    try {
      const [play] = readWorkflow(contents["code-writer.yml"]).jobs["write"]?.steps.slice(-1) ?? [];
      const { inputs } = lastCall();
      const { code, output } = await runStep(play ?? { env: {} }, {
        cwd: root,
        env: await runnerEnv("code-writer.yml"),
        values: {
          ...asExpressions(inputs),
          "github.workspace": git.workspace,
          "vars.AGENT_MODEL": "a model",
          "vars.OPENAI_BASE_URL": model.url,
          "secrets.OPENAI_API_KEY": "any",
        },
      });
      await told;
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(output).toContain("is done: implementation → handoff_to_tester");
    } finally {
      await model.close();
    }
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_tester");
    expect(pull.headSha).toBe(git.head());
    expect((await handoffsOf(relay, pull)).find(({ to_state }) => to_state === "handoff_to_tester")).toMatchObject({
      head_sha: git.head(),
      data_transferred: { code: "src/pay.ts" },
      actor: { kind: "token", login: expect.stringMatching(/^code-writer\.yml run/) },
    });
  });
});

function codeWriter(): () => Reply {
  const replies: Reply[] = [
    { call: "write_file", with: { path: "src/pay.ts", content: "export {};\n" } },
    { call: "run_command", with: { name: "diff" } },
    { call: "commit_and_push", with: { message: "Pay by card" } },
    { call: "advance_workflow", with: { phase_result: { code: "src/pay.ts" } } },
  ];
  return () => replies.shift() ?? { status: 400 };
}

/** A repository of git's with a clone in it, as `actions/checkout` leaves it. */
async function realGit() {
  const workspace = await mkdtemp(join(home, "workspace-"));
  const [origin, clone] = [join(workspace, "origin.git"), join(workspace, "repository")];
  const run = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: workspace, encoding: "utf8", stdio: "pipe" }).trim();
  const inClone = (...args: readonly string[]) =>
    run("-C", clone, "-c", "user.name=Chen", "-c", "user.email=chen@example.com", ...args);
  run("init", "--bare", "-b", "main", origin);
  run("clone", origin, clone);
  const push = (message: string, branch = "pay") => {
    inClone("checkout", "-B", branch);
    inClone("commit", "--allow-empty", "-m", message);
    inClone("push", "origin", branch);
    return inClone("rev-parse", "HEAD");
  };
  push("Begin", "main");
  return { workspace, push, head: () => run("-C", origin, "rev-parse", "pay") };
}

/** What Baton called last. */
function lastCall() {
  const call = stage.repository.dispatches().at(-1);
  if (call === undefined) throw new Error("Baton called nobody.");
  return { inputs: call.inputs as Readonly<Record<string, string>> };
}

async function report(inputs: Readonly<Record<string, string>>, outcome: "success" | "failure") {
  const [tell] = readWorkflow(contents["test-auditor.yml"]).jobs["report"]?.steps ?? [];
  runs += 1;
  return runStep(tell ?? { env: {} }, {
    cwd: await mkdtemp(join(home, "job-")),
    env: await runnerEnv("test-auditor.yml"),
    values: {
      ...asExpressions(inputs),
      "needs.test.outputs.outcome": outcome,
      "github.server_url": "https://github.com",
      "github.repository": "acme/shop",
      "github.run_id": "77",
      "github.run_attempt": String(runs),
    },
  });
}

let runs = 0;

function asExpressions(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value]));
}

/** Where a runner has a job ask for its OIDC token; answers once. */
async function runnerEnv(file: string): Promise<Readonly<Record<string, string>>> {
  const { id, fullName } = stage.repository;
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? "", "http://runner");
    const isAllowed = request.headers.authorization === "Bearer the runner's";
    const audience = asked.searchParams.get("audience") ?? "";
    const value = relay.sandbox.oidcToken({
      audience,
      repositoryId: id,
      repository: fullName,
      file,
      event: "workflow_dispatch",
    });
    response.writeHead(isAllowed ? 200 : 401).end(JSON.stringify({ value }));
    server.close();
    server.closeIdleConnections();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${String(port)}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "the runner's",
  };
}
