import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formatsPlugin from "ajv-formats";

export type Compiled = { readonly validate: ValidateFunction } | { readonly problem: string };

/**
 * Compiles a JSON Schema of draft 2020-12 or 07, whichever it declares; 2020-12 where it declares none. Nothing is fetched: what
 * it refers to must be in it.
 */
export function compileSchema(schema: unknown): Compiled {
  const draft = draftOf(schema);
  if (draft === null) return { problem: "declares a draft of JSON Schema other than 2020-12 and 07" };
  if (isAsync(schema)) return { problem: "has $async, which is no part of JSON Schema" };
  const ajv = draft === "07" ? new Ajv(options) : new Ajv2020(options);
  addFormats(ajv);
  try {
    return { validate: ajv.compile(schema as boolean | object) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

const options = { strict: false, allErrors: true, logger: false } as const;

/** The package's default export is its CommonJS module's, which Node hands over as it is. */
const addFormats = formatsPlugin as unknown as (ajv: Ajv | Ajv2020) => void;

const drafts: ReadonlyMap<string, "07" | "2020-12"> = new Map([
  ["http://json-schema.org/draft-07/schema", "07"],
  ["https://json-schema.org/draft/2020-12/schema", "2020-12"],
]);

function draftOf(schema: unknown): "07" | "2020-12" | null {
  const declared = keyOf(schema, "$schema");
  if (declared === undefined) return "2020-12";
  return typeof declared === "string" ? (drafts.get(declared.replace(/#$/, "")) ?? null) : null;
}

function isAsync(schema: unknown): boolean {
  return keyOf(schema, "$async") !== undefined;
}

function keyOf(schema: unknown, key: string): unknown {
  return typeof schema === "object" && schema !== null && key in schema ? Reflect.get(schema, key) : undefined;
}

/** Far more than a message of Ajv's own, which may quote a pattern or a key of the schema's. */
const problemLengthMax = 300;

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return "cannot be compiled";
  if ("missingRef" in error) {
    return cut(`refers to ${String(error.missingRef)}, which is not in it; other files and addresses are not read`);
  }
  return cut(`is no valid JSON Schema: ${error.message.replace(/^schema is invalid: /, "")}`);
}

function cut(text: string): string {
  return text.length <= problemLengthMax ? text : `${text.slice(0, problemLengthMax - 1)}…`;
}
