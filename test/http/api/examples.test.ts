import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerFor, callWith, type Caller } from "../../support/api-caller.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { bring, openRepository, workflowOf, type OnTheWay, type Stage } from "../../support/stage.ts";

type Json = Readonly<Record<string, unknown>>;

interface Content {
  readonly "application/json": {
    readonly schema: Json;
    readonly examples: Readonly<Record<string, { readonly value: Json }>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: { readonly example?: string };
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}

interface Example {
  readonly operationId: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly success: string;
}

const publicUrl = "https://baton.example.com";

/** What an example is about where nothing in it says so. */
const statesOf: Readonly<Record<string, OnTheWay>> = { requestRetry: "testing", rollbackWorkflow: "verification" };

let relay: Relay;
let stage: Stage;
let call: Caller;
let description: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
let ajv: Ajv2020;

beforeAll(async () => {
  relay = await startRelay({ environment: { publicUrl } });
  const rules = "roles: { code_writer: { users: [maria], actions: [code.yml] } }\n";
  stage = openRepository(relay, "acme", { ".github/baton.yml": rules });
  // The examples are about pull request 42.
  for (let issues = 1; issues < 42; issues += 1) stage.repository.openIssue({ by: "chen", title: "Before" });
  call = (await callerFor(relay, [stage.repository.id], { isOperator: true, label: "the desk" })).call;
  description = (await callWith(relay, null)("GET /api/openapi.json")).body;
  ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(description, "api");
});
afterAll(() => relay.close());

function allExamples(): readonly Example[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const success = Object.keys(operation.responses).find((status) => status.startsWith("2")) ?? "";
      const { operationId, requestBody } = operation;
      const names = Object.keys(requestBody?.content["application/json"].examples ?? { usual: {} });
      return names.map((name) => ({ operationId, name, method, path, operation, success }));
    }),
  );
}

function answerExample({ operation, success, name }: Example): Json | undefined {
  return operation.responses[success]?.content["application/json"].examples[name]?.value;
}

describe("the examples in the API's description", () => {
  it("are there for every operation: each request with its answer, each answer as its schema has it", () => {
    const examples = allExamples();
    expect(new Set(examples.map(({ operationId }) => operationId)).size).toBeGreaterThan(15);
    for (const example of examples) {
      const what = `${example.operationId} ${example.name}`;
      expect(answerExample(example), what).toBeDefined();
      expect(faultsOf(example, answerExample(example)), what).toBeNull();
      const answers = example.operation.responses[example.success]?.content["application/json"].examples ?? {};
      const requests = example.operation.requestBody?.content["application/json"].examples ?? { usual: {} };
      expect(Object.keys(answers), what).toEqual(Object.keys(requests));
    }
  });

  it("are carried out as they stand, and answered in the shape of the answer beside them", async () => {
    for (const example of allExamples()) {
      const what = `${example.operationId} ${example.name}`;
      const { status, body } = await carryOut(example);
      expect({ what, status, body }).toMatchObject({ status: Number(example.success) });
      expect(faultsOf(example, body), what).toBeNull();
      const shown = answerExample(example) ?? {};
      expect(Object.keys(body as Json).sort(), what).toEqual(Object.keys(shown).sort());
      // What follows from the request alone is as the example says.
      for (const key of [
        "previous_state",
        "new_state",
        "next_role",
        "initial_state",
        "build_id",
        "reason",
        "is_complete",
      ]) {
        if (example.method === "post" && key in shown)
          expect((body as Json)[key], `${what}: ${key}`).toEqual(shown[key]);
      }
    }
  }, 60_000);
});

/** Makes the request of an example, about a pull request that stands where the example needs it. */
async function carryOut(example: Example) {
  const { operationId, operation, path, method, name } = example;
  const body = operation.requestBody?.content["application/json"].examples[name]?.value;
  const filled = new URL(`http://baton${path}`);
  let address = path;
  const workflowId = path.includes("{workflow_id}") ? await workflowFor(operationId, body) : "";
  if (operationId === "startWorkflow") await pull42();
  for (const { name, in: place, schema } of operation.parameters ?? []) {
    const value = given(name, schema.example, workflowId);
    if (place === "path") address = address.replace(`{${name}}`, encodeURIComponent(value ?? ""));
    else if (value !== undefined) filled.searchParams.set(name, value);
  }
  const sent = operationId === "tradeToken" ? { oidc_token: oidcToken() } : body;
  return call(`${method.toUpperCase()} ${address}${filled.search}`, sent);
}

/** Ids are given out by GitHub and Baton, so those in the examples stand for others; the rest is sent as it stands. */
function given(name: string, example: string | undefined, workflowId: string): string | undefined {
  if (name === "workflow_id") return workflowId;
  return name === "project_id" ? (example === "acme/shop" ? stage.repository.fullName : example) : example;
}

async function workflowFor(operationId: string, body: Json | undefined): Promise<string> {
  if (body === undefined) return (looked ??= await workflowIn("implementation"));
  return workflowIn((body["completed_state"] as OnTheWay | undefined) ?? statesOf[operationId], body["head_sha"]);
}

/** The one that is only looked at. */
let looked: string | undefined;

async function workflowIn(state: OnTheWay = "implementation", headSha: unknown = null): Promise<string> {
  const pull = stage.openPull();
  if (typeof headSha === "string") pull.push("chen", { sha: headSha });
  await bring(relay, pull, state === "implementation" ? "handoff_to_coder" : state);
  const { id } = await workflowOf(relay, pull);
  // Whoever accepts has the phase, so the accepting is the caller's as well.
  const accept = { role: "code_writer", completed_state: "handoff_to_coder" };
  if (state === "implementation") await call(`POST /api/workflows/${id}/advance`, accept);
  return id;
}

/** Pull request 42, without a workflow under way, and a branch that has none yet. */
async function pull42(): Promise<void> {
  if (!opened) {
    expect(stage.openPull().number).toBe(42);
    stage.repository.push("chen", "pay-by-card");
  }
  opened = true;
  await stage.say(stage.repository.pull(42), "maria", "/cancel");
}

let opened = false;

function oidcToken(): string {
  const { id, fullName } = stage.repository;
  return relay.sandbox.oidcToken({ audience: publicUrl, repositoryId: id, repository: fullName, file: "code.yml" });
}

function faultsOf({ path, method, success }: Example, value: unknown): string | null {
  const place = ["paths", path, method, "responses", success, "content", "application/json", "schema"];
  const pointer = place
    .map((part) => `/${encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
  const validate = ajv.getSchema(`api#${pointer}`);
  if (validate === undefined) return "There is no schema.";
  return validate(value) === true ? null : ajv.errorsText(validate.errors);
}
