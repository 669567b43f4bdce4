import type { z } from "zod";
import { GitHubError } from "../github-error.ts";
import type { Call } from "./api.ts";

/** The body as the route needs it, or GitHub's 422 that names what is wrong with it. Unknown properties are ignored. */
export function bodyOf<T extends z.ZodType>(c: Call, resource: string, schema: T): z.output<T> {
  const parsed = schema.safeParse(c.get("body") ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    resource,
    field: issue.path.join("."),
    code: issue.code === "invalid_type" && issue.input === undefined ? "missing_field" : "invalid",
    message: issue.message,
  }));
  throw new GitHubError(422, "Validation Failed", errors);
}
