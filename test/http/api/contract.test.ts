import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemTypes } from "../../../src/http/api/problem-types.ts";
import { callerFor, callWith, type Caller } from "../../support/api-caller.ts";
import { bodiesFor, type Schema } from "../../support/hostile-bodies.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository } from "../../support/stage.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
  readonly security?: readonly unknown[];
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let relay: Relay;
let call: Caller;
let project: string;
let workflow: string;
let description: Description;
let ajv: Ajv2020;

beforeAll(async () => {
  relay = await startRelay({ environment: { apiRequestsPerMinute: 100_000, publicUrl: "https://baton.example.com" } });
  const stage = openRepository(relay);
  const pull = stage.openPull();
  await stage.say(pull, "rita", "/help");
  project = encodeURIComponent(stage.repository.fullName);
  call = (await callerFor(relay, [stage.repository.id], { isOperator: true })).call;
  workflow = (await call(`POST /api/workflows/${project}/start`, { pull_number: pull.number })).body.workflow_id;
  description = (await callWith(relay, null)("GET /api/openapi.json")).body as Description;
  ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(description, "api");
});
afterAll(() => relay.close());

describe("the API's description of itself", () => {
  it("is valid OpenAPI that the linter has nothing to say about", async () => {
    const config = await createConfig({ extends: ["recommended"], rules: { "no-server-example.com": "off" } });
    const problems = await lintFromString({ source: JSON.stringify(description), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it("names every operation of the design", () => {
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual([
      "GET /api/work",
      "GET /api/workflows",
      "GET /api/workflows/owner/{owner}/stats",
      "GET /api/workflows/project/{project_id}/stats",
      "GET /api/workflows/{workflow_id}/context",
      "GET /api/workflows/{workflow_id}/events",
      "GET /api/workflows/{workflow_id}/explain",
      "GET /api/workflows/{workflow_id}/handoff",
      "GET /api/workflows/{workflow_id}/history",
      "GET /api/workflows/{workflow_id}/status",
      "POST /api/token",
      "POST /api/workflows/{project_id}/start",
      "POST /api/workflows/{workflow_id}/advance",
      "POST /api/workflows/{workflow_id}/cancel",
      "POST /api/workflows/{workflow_id}/heartbeat",
      "POST /api/workflows/{workflow_id}/request-retry",
      "POST /api/workflows/{workflow_id}/rollback",
    ]);
  });
});

describe("the page about the API", () => {
  it("lists every problem with its status, and no other", async () => {
    const page = await readFile("docs/api.md", "utf8");
    const rows = Array.from(page.matchAll(/^\| `\/problems\/([a-z-]+)` +\| +(\d+) \|/gm), ([, type, status]) => [
      type,
      Number(status),
    ]);
    expect(rows).toEqual(Object.entries(problemTypes).map(([type, { status }]) => [type, status]));
  });
});

describe("every operation", () => {
  it("answers whatever is sent to it with what is described, and never breaks", async () => {
    let count = 0;
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        for (const request of requestsTo(path, operation)) {
          const { status, headers, body } = await call(`${method.toUpperCase()} ${request.path}`, request.body);
          const what = `${method} ${request.path.slice(0, 200)} ${request.body?.slice(0, 200) ?? ""} → ${String(status)}`;
          expect(status, what).toBeLessThan(500);
          expect(Object.keys(operation.responses), what).toContain(String(status));
          const type = headers.get("content-type") ?? "";
          expect(Object.keys(operation.responses[String(status)]?.content ?? {}), what).toContain(type);
          const place = ["paths", path, method, "responses", String(status), "content", type, "schema"];
          const validate = ajv.getSchema(`api#${place.map(encodePointer).join("")}`);
          expect(validate?.(body), `${what} ${ajv.errorsText(validate?.errors)}`).toBe(true);
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(500);
  }, 120_000);

  it("needs a token, unless it says otherwise", async () => {
    const nobody = callWith(relay, null);
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const [method, { security, responses }] of Object.entries(methods)) {
        if (security?.length === 0) continue;
        const { status } = await nobody(`${method.toUpperCase()} ${filled(path, workflow, project)}`);
        expect({ path, status, described: "401" in responses }).toEqual({ path, status: 401, described: true });
      }
    }
  });
});

const hostileParts = ["%00", "%2e%2e%2f", "'--", "%F0%9F%8F%83", "9".repeat(30), "x".repeat(3_000), "%ZZ", "%D8%00"];

function* requestsTo(path: string, operation: Operation): Generator<{ readonly path: string; readonly body?: string }> {
  const good = filled(path, workflow, project);
  const reference = operation.requestBody?.content["application/json"]?.schema.$ref.split("/").at(-1);
  const schema = reference === undefined ? undefined : description.components.schemas[reference];
  if (schema === undefined) yield { path: good };
  else for (const body of bodiesFor(schema)) yield { path: good, body };
  const body = schema === undefined ? {} : { body: "{}" };
  if (good !== path) for (const part of hostileParts) yield { path: filled(path, part, part), ...body };
  for (const { name } of (operation.parameters ?? []).filter((each) => each.in === "query")) {
    for (const value of ["", "1", "-1", "1e9", "text", "%00", "a".repeat(2_000), "WyIiXQ", "bnVsbA", "LTE"]) {
      yield { path: `${good}?${name}=${value}`, ...body };
    }
    yield { path: `${good}?${name}=1&${name}=2`, ...body };
  }
}

function filled(path: string, workflowId: string, projectId: string): string {
  const owner = projectId.split("%2F", 1)[0] ?? "";
  return path.replace("{workflow_id}", workflowId).replace("{project_id}", projectId).replace("{owner}", owner);
}

function encodePointer(part: string): string {
  return `/${encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}
