import { z } from "zod";
import { rulesSchema } from "./schema.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The rules as JSON Schema, in the draft that editors know best. It takes and refuses the same files as the parser. */
export function rulesJsonSchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Baton rules",
    description: "The rules of a repository for Baton, in .github/baton.yml on the default branch.",
    ...z.toJSONSchema(rulesSchema, { target: "draft-7", io: "input" }),
  };
}
