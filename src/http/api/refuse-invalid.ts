import type { Hook } from "@hono/zod-openapi";
import type { ApiEnv } from "./api.ts";
import { Problem } from "./problem.ts";

/** Answers what does not fit a route's description with a pointer to each fault. */
// oxlint-disable-next-line typescript/no-explicit-any -- the library's own types of a hook for every route.
export const refuseInvalid: Hook<any, ApiEnv, any, any> = (result) => {
  if (result.success) return;
  const { target, error } = result;
  if (target === "param") throw new Problem("not-found", { detail: "There is nothing at this address." });
  const errors = error.issues.slice(0, errorsMax).flatMap((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys.slice(0, errorsMax) : [null];
    return keys.map((key) => ({
      in: target === "json" ? "body" : target,
      pointer: pointerTo([...issue.path, ...(key === null ? [] : [key])]),
      detail: clip(key === null ? issue.message : "There is no such key."),
    }));
  });
  const [first] = errors;
  const where = first === undefined ? "" : ` ${first.in}${first.pointer}: ${first.detail}`;
  throw new Problem("invalid-request", { detail: `The request is not as described.${where}`, more: { errors } });
};

const errorsMax = 20;

/** RFC 6901. Keys can be as long as the body. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${clip(String(key).replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");
}

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
