import { z } from "zod";

/** A JSON Schema as the API's description has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One operation of the HTTP API, as its description tells of it. */
export interface Operation {
  readonly method: "GET" | "POST";
  /** With `{name}` for each parameter in it. */
  readonly path: string;
  readonly pathKeys: readonly string[];
  readonly queryKeys: readonly string[];
  /** Of all parameters and of the body's members, by name. No two have the same. */
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** Of the answer where it succeeds. */
  readonly answer: Schema;
}

/** Reads the operations out of the API's own description, by `operationId`, so that both ways in always ask for the same. */
export function readOperations(document: unknown): ReadonlyMap<string, Operation> {
  const { paths, components } = description.parse(document);
  const inline = (schema: unknown) => inlined(schema, components.schemas) as Schema;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, said]) => [said.operationId, toOperation({ path, method, said, inline })] as const,
    ),
  );
  return new Map(operations);
}

/** An operation that the API must have. */
export function operationNamed(operations: ReadonlyMap<string, Operation>, operationId: string): Operation {
  const found = operations.get(operationId);
  if (found === undefined) throw new Error(`The API has no operation ${operationId}.`);
  return found;
}

const schema = z.record(z.string(), z.unknown());

const content = z.object({ content: z.object({ "application/json": z.object({ schema }) }) });

const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema,
        description: z.string().optional(),
      }),
    )
    .default([]),
  requestBody: content.optional(),
  responses: z.object({ 200: content.optional(), 201: content.optional() }),
});

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const bodySchema = z.object({
  properties: z.record(z.string(), schema),
  required: z.array(z.string()).default([]),
});

interface Found {
  readonly path: string;
  readonly method: string;
  readonly said: z.output<typeof operation>;
  readonly inline: (schema: unknown) => Schema;
}

function toOperation({ path, method, said, inline }: Found): Operation {
  const { parameters, requestBody, responses } = said;
  const given = requestBody?.content["application/json"].schema;
  const body = given === undefined ? { properties: {}, required: [] } : bodySchema.parse(inline(given));
  const parameterSchemas = parameters.map(({ name, schema, description }) => {
    const told = description === undefined ? {} : { description };
    return [name, { ...inline(schema), ...told }] as const;
  });
  const keysIn = (place: string) => parameters.filter((each) => each.in === place).map(({ name }) => name);
  return {
    method: method === "post" ? "POST" : "GET",
    path,
    pathKeys: keysIn("path"),
    queryKeys: keysIn("query"),
    properties: { ...Object.fromEntries(parameterSchemas), ...body.properties },
    required: [...parameters.filter(({ required }) => required).map(({ name }) => name), ...body.required],
    answer: inline((responses[200] ?? responses[201])?.content["application/json"].schema),
  };
}

/** A schema without references. The API's schemas do not refer to themselves. */
function inlined(value: unknown, schemas: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((each) => inlined(each, schemas));
  if (typeof value !== "object" || value === null) return value;
  const { $ref: reference, ...rest } = value as Readonly<Record<string, unknown>>;
  const members = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, inlined(each, schemas)]));
  if (typeof reference !== "string") return members;
  const target = inlined(schemas[reference.replace("#/components/schemas/", "")], schemas);
  return { ...(target as Schema), ...members };
}
