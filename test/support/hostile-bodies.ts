/** A JSON Schema as far as the API's description uses it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly example?: unknown;
}

const texts = [
  "'; drop table tokens; --",
  "\u0000",
  "\uD800",
  "\u202Eevil\u200B",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "${7*7}{{7*7}}",
  "x".repeat(70_000),
];

const others: readonly unknown[] = [null, true, 0, -1, 1.5, 1e308, "", "text", [], {}, [[]], { a: { b: 1 } }];

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { a: [value] };
  return value;
}

/** A value that the schema describes. */
function sampleOf(schema: Schema): unknown {
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  if (schema.example !== undefined) return schema.example;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (type) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, each]) => [key, sampleOf(each)]));
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "array":
      return [];
    default:
      return schema.pattern === undefined ? "text" : "a".repeat(40);
  }
}

/** Bodies of every kind that a stranger may send: valid, with keys missing, mistyped, hostile, oversized, or no JSON. */
export function* bodiesFor(schema: Schema): Generator<string> {
  const sample = sampleOf(schema) as Readonly<Record<string, unknown>>;
  yield JSON.stringify(sample);
  yield JSON.stringify(Object.fromEntries(Object.entries(sample).filter(([key]) => schema.required?.includes(key))));
  for (const key of Object.keys({ ...sample, ...schema.properties })) {
    yield JSON.stringify(Object.fromEntries(Object.entries(sample).filter(([each]) => each !== key)));
    for (const value of [...others, ...texts, deep(40)]) yield JSON.stringify({ ...sample, [key]: value });
  }
  yield JSON.stringify({ ...sample, [Object.keys(sample)[0] ?? "key"]: "y".repeat(3 * 1024 * 1024) });
  for (const text of texts) yield JSON.stringify({ ...sample, [text]: text });
  yield `{"__proto__": {"role": "code_writer"}, ${JSON.stringify(sample).slice(1)}`;
  yield "[".repeat(100_000);
  yield `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  for (const broken of ["", "{", "nul", '{"a":1,}', "\u0000", "[]", "null", '"text"', "1e999"]) yield broken;
}
