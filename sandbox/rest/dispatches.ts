import { parse } from "yaml";
import { z } from "zod";
import { GitHubError, notFound } from "../github-error.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { resolveRef } from "../state/git.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, parameter } from "./enter.ts";

/** GitHub counts the whole payload as JSON. */
const mostPayloadBytes = 65_535;

const repositoryDispatch = z.object({
  event_type: z.string().min(1).max(100),
  client_payload: z
    .record(z.string(), z.unknown())
    .default({})
    .refine((payload) => Object.keys(payload).length <= 10, "No more than 10 properties are allowed")
    .refine((payload) => Buffer.byteLength(JSON.stringify(payload)) < mostPayloadBytes, "client_payload is too large."),
});

const workflowDispatch = z.object({
  ref: z.string(),
  inputs: z
    .record(z.string(), z.unknown())
    .default({})
    .refine((inputs) => Object.keys(inputs).length <= 25, "you may only define up to 25 inputs"),
});

/** The two ways to set Actions going. What was asked for is recorded; nothing runs. */
export function dispatchRoutes(world: World): Api {
  const api = newApi();
  api.post("/repos/:owner/:repo/dispatches", (c) => {
    const { repository, actor } = enter(world, c, "contents:write", "write");
    const { event_type: target, client_payload: inputs } = bodyOf(c, "RepositoryDispatch", repositoryDispatch);
    const actorLogin = actor.user.login;
    repository.dispatches.push({ kind: "repository", actor: actorLogin, target, ref: null, inputs, at: now(world) });
    return c.body(null, 204);
  });
  api.post("/repos/:owner/:repo/actions/workflows/:workflow/dispatches", (c) => {
    const { repository, actor } = enter(world, c, "actions:write", "write");
    const target = parameter(c, "workflow");
    const { ref, inputs } = bodyOf(c, "WorkflowDispatch", workflowDispatch);
    const path = `.github/workflows/${target}`;
    const known = resolveRef(repository, repository.defaultBranch)?.files.get(path);
    if (known === undefined) throw notFound();
    const there = resolveRef(repository, ref);
    if (there === undefined) throw new GitHubError(422, `No ref found for: ${ref}`);
    const declared = declaredInputs(there.files.get(path) ?? "");
    if (declared === null) throw new GitHubError(422, "Workflow does not have 'workflow_dispatch' trigger");
    const unexpected = Object.keys(inputs).filter((name) => !declared.has(name));
    if (unexpected.length > 0) throw new GitHubError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
    for (const [name, isRequired] of declared) {
      if (isRequired && !(name in inputs)) throw new GitHubError(422, `Required input '${name}' not provided`);
    }
    repository.dispatches.push({ kind: "workflow", actor: actor.user.login, target, ref, inputs, at: now(world) });
    return c.body(null, 204);
  });
  return api;
}

const dispatched = z.object({
  inputs: z.record(z.string(), z.object({ required: z.boolean().default(false) }).nullable()).nullish(),
});

/** The inputs that an Actions workflow declares, and which of them must be given; null where it cannot be dispatched. */
function declaredInputs(file: string): ReadonlyMap<string, boolean> | null {
  const { on } = z.object({ on: z.unknown() }).parse(parse(file) ?? {});
  if (on === "workflow_dispatch" || (Array.isArray(on) && on.includes("workflow_dispatch"))) return new Map();
  if (typeof on !== "object" || on === null || !("workflow_dispatch" in on)) return null;
  const { inputs } = dispatched.parse(on.workflow_dispatch ?? {});
  return new Map(Object.entries(inputs ?? {}).map(([name, input]) => [name, input?.required ?? false]));
}
