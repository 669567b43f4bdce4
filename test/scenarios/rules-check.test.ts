import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver, RepositoryDriver } from "../../sandbox/sandbox.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository, workflowOf, writesSince } from "../support/stage.ts";

const path = ".github/baton.yml";

describe("a pull request that changes the rules file", () => {
  let relay: Relay;
  let repository: RepositoryDriver;
  let bare: RepositoryDriver;
  beforeAll(async () => {
    relay = await startRelay();
    repository = openRepository(relay, "acme", { [path]: "start: manual\n" }).repository;
    bare = openRepository(relay).repository;
  });
  afterAll(() => relay.close());

  const change = async (text: string | null, { fork = false, on = repository } = {}): Promise<PullDriver> => {
    const pull = on.openPull({ by: fork ? "fred" : "chen", fork, files: { [path]: text, "src/a.ts": "a" } });
    await relay.settle();
    return pull;
  };

  const verdicts = (pull: PullDriver) => pull.checkRuns("Baton rules");

  it("well is told that they are good", async () => {
    const pull = await change("start: label\n");
    expect(verdicts(pull)).toMatchObject([
      { status: "completed", conclusion: "success", output: { title: "The rules are good" }, annotationCount: 0 },
    ]);
    expect(pull.checkRuns("Baton")).toEqual([]);
  });

  it("badly is told each problem at its line, with what was probably meant", async () => {
    const pull = await change("start: manual\ntestign: {}\nlimits:\n  retries: many\n");
    const [verdict] = verdicts(pull);
    expect(verdict).toMatchObject({
      conclusion: "failure",
      output: { title: "The rules have 2 problems" },
      annotationCount: 2,
    });
    expect(verdict?.output.summary).toMatch(/Line 2, column 1: .*“testing”/);
    const sent = relay.sandbox.requests.findLast(
      ({ method, path: at }) => method === "POST" && at.endsWith("/check-runs"),
    );
    expect(sent?.body).toMatchObject({
      output: {
        annotations: [
          { path, start_line: 2, end_line: 2, annotation_level: "failure" },
          { path, start_line: 4, end_line: 4 },
        ],
      },
    });
  });

  it("anew with a push gets a new verdict on the new head", async () => {
    const pull = await change("start: nonsense\n");
    expect(verdicts(pull)).toMatchObject([{ conclusion: "failure" }]);
    pull.push("chen", { files: { [path]: "start: opened\n" } });
    await relay.settle();
    expect(verdicts(pull)).toMatchObject([{ conclusion: "success", headSha: pull.headSha }]);
  });

  it("from a fork is told as well", async () => {
    expect(verdicts(await change("start: [\n", { fork: true }))).toMatchObject([{ conclusion: "failure" }]);
  });

  it("by adding it where there was none is told as well", async () => {
    expect(verdicts(await change("gate: testing\n", { on: bare }))).toMatchObject([{ conclusion: "success" }]);
  });

  it("has none of it applied", async () => {
    const pull = await change("gate: discovery\nlimits: { retries: 0 }\n");
    await bring(relay, pull, "planning");
    expect(await workflowOf(relay, pull)).toMatchObject({ policy: { gate: "verification", limits: { retries: 5 } } });
  });

  it("is told once, however often GitHub tells of it, and though the answer to the write was lost", async () => {
    relay.sandbox.fault({ match: /^POST \/repos\/[^/]+\/[^/]+\/check-runs/, do: { after: { drop: true } } });
    const pull = await change("start: opened\n");
    await relay.pass(5_000);
    const before = relay.sandbox.requests.length;
    await forge(relay, { event: "pull_request", payload: lastPayload(relay, "pull_request.opened") });
    await relay.settle();
    expect(verdicts(pull)).toHaveLength(1);
    expect(writesSince(relay, before)).toEqual([]);
  });

  it("is told again for whoever asks for the run again, as the default branch is by then", async () => {
    const pull = await change("start: opened\n");
    const [verdict] = verdicts(pull);
    const before = relay.sandbox.requests.length;
    pull.rerequest("chen", verdict?.id ?? 0);
    await relay.settle();
    const asked = relay.sandbox.requests.slice(before).map(({ path: at }) => at);
    expect(asked).toContainEqual(expect.stringContaining(`/contents/${encodeURIComponent(path)}`));
    expect(writesSince(relay, before)).toEqual([]);
  });

  describe("or a file that belongs to it", () => {
    const schema = ".github/plan.json";
    const prompt = ".github/baton/prompts/code_writer.md";
    const rules = `# What a plan must have\nhandoff-schemas:\n  planning: ${schema}\n`;
    let named: RepositoryDriver;
    beforeAll(() => {
      named = openRepository(relay, "acme", { [path]: rules, [schema]: "{}", "other.json": "{}" }).repository;
    });

    const changing = async (files: Readonly<Record<string, string | null>>, fork = false) => {
      const pull = named.openPull({ by: fork ? "fred" : "chen", fork, files });
      await relay.settle();
      return verdicts(pull);
    };

    const annotationsSent = () => {
      const sent = relay.sandbox.requests.findLast(({ method, path: at }) => {
        return method === "POST" && at.endsWith("/check-runs");
      });
      const body = sent?.body as { readonly output: { readonly annotations?: unknown } } | undefined;
      return body?.output.annotations;
    };

    it("is told where the rules name a schema that cannot be used, at the line that names it", async () => {
      const missing = rules.replace(schema, ".github/gone.json");
      expect(await changing({ [path]: missing })).toMatchObject([
        { conclusion: "failure", output: { title: "The rules have 1 problem" } },
      ]);
      expect(annotationsSent()).toMatchObject([
        { path, start_line: 3, message: expect.stringContaining(".github/gone.json is not there") as string },
      ]);
      const added = await changing({ [path]: missing, ".github/gone.json": '{ "required": ["plan"] }' });
      expect(added).toMatchObject([{ conclusion: "success" }]);
    });

    it.each([
      ["is no JSON Schema", { [schema]: '{ "type": "nothing" }' }, "is no valid JSON Schema"],
      ["is gone", { [schema]: null }, "is not there"],
    ])("is told of a schema alone that %s", async (_, files, said) => {
      expect(await changing(files)).toMatchObject([{ conclusion: "failure" }]);
      expect(annotationsSent()).toMatchObject([
        { path, start_line: 3, message: expect.stringContaining(said) as string },
      ]);
    });

    it("is told of a prompt alone, from a fork as well", async () => {
      expect(await changing({ [prompt]: "{{ defualt }}\n" }, true)).toMatchObject([{ conclusion: "failure" }]);
      expect(annotationsSent()).toMatchObject([{ start_line: 1, message: expect.stringContaining(prompt) as string }]);
      expect(await changing({ [prompt]: "Mine.\n{{ default }}\n" })).toMatchObject([{ conclusion: "success" }]);
    });

    it("is told nothing of files that only look like it", async () => {
      expect(await changing({ "other.json": "{" })).toEqual([]);
    });

    it("is told nothing of files that its head does not have yet", async () => {
      const pull = named.openPull({ by: "chen", files: { [schema]: '{ "required": [] }' } });
      const more = `${rules}  testing: .github/test.json\n`;
      named.push("maria", "main", { files: { [path]: more, ".github/test.json": "{}" } });
      pull.push("chen", { files: { [schema]: '{ "required": ["plan"] }' } });
      await relay.settle();
      expect(verdicts(pull)).toMatchObject([{ conclusion: "success" }]);
    });
  });

  it("by deleting it, or not at all, is told nothing", async () => {
    expect(verdicts(await change(null))).toEqual([]);
    const other = repository.openPull({ by: "chen", files: { "src/b.ts": "b" } });
    await relay.settle();
    expect(verdicts(other)).toEqual([]);
  });

  it("is told nothing where only the default branch moved on", async () => {
    const pull = repository.openPull({ by: "chen", files: { "src/c.ts": "c" } });
    await relay.settle();
    repository.push("maria", "main", { files: { [path]: "start: opened\n" } });
    pull.push("chen", { files: { "src/c.ts": "cc" } });
    await relay.settle();
    expect(verdicts(pull)).toEqual([]);
  });

  it("costs two requests where there is no such file at all", async () => {
    const before = relay.sandbox.requests.length;
    bare.openPull({ by: "chen", files: { "src/d.ts": "d" } });
    await relay.settle();
    const asked = relay.sandbox.requests.slice(before).map(({ method, path: at }) => `${method} ${at}`);
    const read = `GET /repos/${bare.fullName}/contents/${encodeURIComponent(path)}`;
    expect(asked).toEqual([read, read]);
  });
});
