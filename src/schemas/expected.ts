import type { ErrorObject } from "ajv";
import type { JsonProblem } from "../workflow/json-problem.ts";

/** Says where a value does not match its schema, as a JSON pointer (RFC 6901), and what was expected there. */
export function expected({ instancePath, keyword, message = "does not match", params }: ErrorObject): JsonProblem {
  return { path: cut(instancePath, pathLengthMax), problem: cut(said(keyword, message, params), problemLengthMax) };
}

const pathLengthMax = 200;
const problemLengthMax = 300;

function said(keyword: string, message: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case "enum":
      return `must be one of ${listed(params["allowedValues"])}`;
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    case "required":
      return `must have the key ${JSON.stringify(params["missingProperty"])}`;
    case "additionalProperties":
      return `must not have the key ${JSON.stringify(params["additionalProperty"])}`;
    case "unevaluatedProperties":
      return `must not have the key ${JSON.stringify(params["unevaluatedProperty"])}`;
    default:
      return message;
  }
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : "the allowed values";
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
