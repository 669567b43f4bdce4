import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Exchange, Observer } from "../../sandbox/rest/exchange.ts";

/** Holds traffic against GitHub's own description of its REST API and webhooks: hand it to the sandbox as observer. */
export interface Contract extends Required<Observer> {
  /** What is wrong with a request and its answer; empty when nothing is. */
  readonly checkExchange: (exchange: Exchange) => readonly string[];
  readonly checkPayload: (event: string, action: string | null, payload: unknown) => readonly string[];
  /** Throws when anything that it observed was wrong, and says what. */
  readonly assertClean: () => void;
}

/** @param options.triesRefusals for the sandbox's own tests, which ask for what GitHub does not have, or refuses as wrong. */
export function createContract({ triesRefusals = false }: { readonly triesRefusals?: boolean } = {}): Contract {
  const checkExchange = (exchange: Exchange): readonly string[] => {
    const isRefused = triesRefusals && refusals.has(exchange.status);
    return checkAgainst(exchange, isRefused);
  };
  const violations = new Set<string>();
  const note = (problems: readonly string[]): void => {
    for (const problem of problems) violations.add(problem);
  };
  return {
    exchange: (exchange) => note(checkExchange(exchange)),
    payload: (event, action, payload) => note(checkPayload(event, action, payload)),
    checkExchange,
    checkPayload,
    assertClean: () => {
      if (violations.size === 0) return;
      throw new Error(`${violations.size} violations of GitHub's description:\n${[...violations].join("\n")}`);
    },
  };
}

type Schema = Record<string, unknown>;

interface Operation {
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  /** Parts of the path that are no parameters: the more, the closer the match. */
  readonly fixedParts: number;
  readonly description: Schema;
}

/** What GitHub answers where it is the request that is wrong. */
const refusals: ReadonlySet<number> = new Set([400, 404, 413, 422]);

/**
 * Where the description is wrong itself: its list of events lacks newer ones such as merge_group, and the account of a
 * listed installation has to be a user and an enterprise at once. Addresses of deployments are empty where there are none, and
 * labels have no description, which it knows of a pull request that is read and not of one that is listed.
 */
const mistakes: readonly RegExp[] = [
  /^\/(check_suite\/app|issue\/performed_via_github_app)\/events\/\d+ must be equal to one of the allowed values/,
  /^\/\d+\/account must /,
  /^\/\d+\/labels\/\d+\/description must be string/,
  /\/(target|log|environment)_url must match format "uri"/,
];

const rest = read("github-rest.json");
// GitHub's guide to checks and its webhooks know runs that turned stale; only this list does not.
(at(rest, "components", "schemas", "check-run", "properties", "conclusion", "enum") as string[]).push("stale");
const webhooks = read("github-webhooks.json");
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, code: { optimize: false } });
formats.default(ajv);
ajv.addFormat("timestamp", true).addFormat("repo.nwo", true);
ajv.addSchema(withNullTypes(rest) as Schema, "rest").addSchema(webhooks, "webhooks");
const operations = operationsOf(rest);
const validators = new Map<string, ValidateFunction>();

function checkAgainst(exchange: Exchange, isRefused: boolean): readonly string[] {
  const { method, path, status } = exchange;
  const operation = operationFor(method, path);
  const line = `${method} ${path} → ${status}`;
  if (operation === undefined) return isRefused ? [] : [`${line}: the description has no such request`];
  const place = ["paths", operation.template, method.toLowerCase()];
  const problems = isRefused ? [] : requestProblems(exchange, operation, place);
  if (!exchange.isFaulty) problems.push(...answerProblems(exchange, operation, place));
  return problems.map((problem) => `${line}: ${problem}`);
}

function answerProblems(exchange: Exchange, operation: Operation, place: readonly string[]): readonly string[] {
  const { status, responseBody } = exchange;
  const described = at(operation.description, "responses", String(status)) as Schema | undefined;
  if (status >= 400 && described === undefined) {
    return isRefusal(responseBody) ? [] : ["a refusal needs a message and a documentation_url"];
  }
  const isRedirectOrCached = status === 301 || status === 304 || status === 307;
  if (described === undefined && !isRedirectOrCached) return ["the description has no such status"];
  const answer = at(described, "content", "application/json", "schema");
  const isJson = exchange.responseHeaders["content-type"]?.startsWith("application/json") ?? false;
  if (answer === undefined || !isJson || isRedirectOrCached) return [];
  // A response may be a reference itself, so that its schema is looked up by value, not by place.
  return broken(`${place.join(" ")} ${status}`, answer as Schema, responseBody);
}

function requestProblems(exchange: Exchange, operation: Operation, place: readonly string[]): string[] {
  const problems = queryProblems(exchange, operation);
  const body = exchange.requestBody;
  const schema = at(operation.description, "requestBody", "content", "application/json", "schema") as
    Schema | undefined;
  if (body === undefined) {
    const isRequired = at(operation.description, "requestBody", "required") === true;
    return isRequired ? [...problems, "the body is missing"] : problems;
  }
  if (schema === undefined) return [...problems, "the description has no body for this request"];
  const unknown = unknownProperties(schema, body, "").map((path) => `the description has no ${path} in the request`);
  return [...problems, ...broken(`${place.join(" ")} request`, schema, body), ...unknown];
}

function queryProblems(exchange: Exchange, operation: Operation): string[] {
  const parameters = (operation.description["parameters"] as Schema[] | undefined) ?? [];
  const known = parameters.map(resolved).filter((parameter) => parameter["in"] === "query");
  return Object.entries(exchange.query).flatMap(([name, value]) => {
    const parameter = known.find((one) => one["name"] === name);
    if (parameter === undefined) return [`the description has no query parameter ${name}`];
    const schema = parameter["schema"] as Schema;
    const typed = schema["type"] === "integer" || schema["type"] === "number" ? Number(value) : value;
    const read = schema["type"] === "boolean" ? value === "true" : typed;
    return broken(`query ${operation.template} ${exchange.method} ${name}`, schema, read);
  });
}

function checkPayload(event: string, action: string | null, payload: unknown): readonly string[] {
  const name = [event, action]
    .filter((part) => part !== null)
    .join("-")
    .replaceAll("_", "-");
  const described = (webhooks["webhooks"] as Record<string, Schema>)[name];
  if (described === undefined) return [`webhook ${name}: the description has no such event`];
  const schema = { $ref: `webhooks${String(described["$ref"])}` };
  return broken(`webhook ${name}`, schema, payload).map((problem) => `webhook ${name}: ${problem}`);
}

function isRefusal(body: unknown): boolean {
  return typeof at(body, "message") === "string" && typeof at(body, "documentation_url") === "string";
}

/** What a schema finds wrong with a value. Compiled on first use, since there are hundreds of them. */
function broken(key: string, schema: Schema, value: unknown): readonly string[] {
  let validate = validators.get(key);
  if (validate === undefined) {
    validate = ajv.compile(withFullReferences(withNullTypes(schema)) as Schema);
    validators.set(key, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .map(({ instancePath, message, keyword, params }) => {
      return `${instancePath || "the whole"} ${message ?? keyword} ${JSON.stringify(params)}`;
    })
    .filter((problem) => !mistakes.some((mistake) => mistake.test(problem)));
}

/** Properties of a request that its description does not know: legal there, but nearly always a mistake. */
function unknownProperties(schema: Schema, value: unknown, path: string): readonly string[] {
  const branches = branchesOf(schema);
  if (Array.isArray(value)) {
    const items = branches.map((branch) => branch["items"] as Schema | undefined).filter((one) => one !== undefined);
    return value.flatMap((item) => (items.length === 0 ? [] : unknownProperties({ anyOf: items }, item, `${path}[]`)));
  }
  if (typeof value !== "object" || value === null) return [];
  const shaped = branches.filter((branch) => branch["properties"] !== undefined);
  const isFree = shaped.length === 0 || branches.some((branch) => typeof branch["additionalProperties"] === "object");
  if (isFree) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = shaped.map((branch) => at(branch, "properties", name) as Schema | undefined);
    const schemas = known.filter((one) => one !== undefined);
    const where = path === "" ? name : `${path}.${name}`;
    return schemas.length === 0 ? [where] : unknownProperties({ anyOf: schemas }, inner, where);
  });
}

function branchesOf(schema: Schema): readonly Schema[] {
  const whole = resolved(schema);
  const parts = ["oneOf", "anyOf", "allOf"].flatMap((key) => (whole[key] as Schema[] | undefined) ?? []);
  return [whole, ...parts.flatMap(branchesOf)];
}

function operationFor(method: string, path: string): Operation | undefined {
  return operations.find((operation) => operation.method === method && operation.pattern.test(path));
}

/** The closest come first. */
function operationsOf(description: Schema): readonly Operation[] {
  const all = Object.entries(description["paths"] as Record<string, Record<string, Schema>>).flatMap(
    ([template, methods]) =>
      Object.entries(methods).map(([method, one]) => ({
        method: method.toUpperCase(),
        template,
        pattern: patternOf(template),
        fixedParts: template.split("/").filter((part) => !part.includes("{")).length,
        description: one,
      })),
  );
  return all.sort((one, other) => other.fixedParts - one.fixedParts);
}

/** The last part of a path may hold slashes where it names a file or a ref. */
function patternOf(template: string): RegExp {
  const spanning = new Set(["path", "ref", "branch", "basehead", "base", "head"]);
  const source = template.replaceAll(".", String.raw`\.`).replace(/\{(\w+)\}/g, (_, name: string) => {
    return spanning.has(name) ? ".+" : "[^/]+";
  });
  return new RegExp(`^${source}$`);
}

/** OpenAPI 3.0 says `nullable`; JSON Schema says it with the type. */
function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...others } = value as Schema;
  const mapped = Object.fromEntries(Object.entries(others).map(([key, inner]) => [key, withNullTypes(inner)]));
  if (nullable !== true) return nullable === undefined ? mapped : { ...mapped, nullable };
  return { anyOf: [mapped, { type: "null" }] };
}

function withFullReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFullReferences);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isLocal = key === "$ref" && typeof inner === "string" && inner.startsWith("#");
      return [key, isLocal ? `rest${inner}` : withFullReferences(inner)];
    }),
  );
}

function resolved(schema: Schema): Schema {
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  return resolved(at(rest, ...reference.replace("#/", "").split("/")) as Schema);
}

/** What is at a place in a description, following references on the way. */
function at(value: unknown, ...path: readonly string[]): unknown {
  const whole = typeof value === "object" && value !== null && "$ref" in value ? resolved(value) : value;
  const [first, ...others] = path;
  if (first === undefined) return value;
  if (typeof whole !== "object" || whole === null) return undefined;
  return at((whole as Schema)[first], ...others);
}

function read(name: string): Schema {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as Schema;
}
