import { z } from "zod";
import { createLabel, deleteLabel, renameLabel } from "../actions/labels.ts";
import { invalid, notFound } from "../github-error.ts";
import { labelShape } from "../payloads/label.ts";
import type { Label } from "../state/label.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, parameter } from "./enter.ts";
import { listing } from "./pages.ts";

const color = z
  .string()
  .regex(/^[0-9a-fA-F]{6}$/, "color must be six hexadecimal digits, without a #")
  .optional();
const description = z.string().max(100, "description is too long (maximum is 100 characters)").nullish();
const name = z.string().min(1).max(50, "name is too long (maximum is 50 characters)");

const creation = z.object({ name, color, description });
const change = z.object({ new_name: name.optional(), color, description });

/** The labels of a repository; those of its issues are next door. */
export function labelRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/labels";
  const one = `${all}/:name`;
  api.get(all, (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    return listing(c, [...repository.labels.values()], (label) => labelShape(world, repository, label));
  });
  api.post(all, (c) => {
    const { repository } = enter(world, c, "issues:write|pull_requests:write", "write");
    const wanted = bodyOf(c, "Label", creation);
    requireFree(repository, wanted.name);
    const label = createLabel(world, repository, {
      name: wanted.name,
      ...(wanted.color === undefined ? {} : { color: wanted.color }),
      description: wanted.description ?? null,
    });
    return c.json(labelShape(world, repository, label), 201);
  });
  api.get(one, (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    return c.json(labelShape(world, repository, labelIn(repository, c)));
  });
  api.patch(one, (c) => {
    const { repository } = enter(world, c, "issues:write|pull_requests:write", "write");
    const label = labelIn(repository, c);
    const wanted = bodyOf(c, "Label", change);
    const isRenamed = wanted.new_name !== undefined && wanted.new_name.toLowerCase() !== label.name.toLowerCase();
    if (isRenamed) requireFree(repository, wanted.new_name);
    if (wanted.new_name !== undefined) renameLabel(repository, label, wanted.new_name);
    label.color = wanted.color ?? label.color;
    label.description = wanted.description === undefined ? label.description : wanted.description;
    return c.json(labelShape(world, repository, label));
  });
  api.delete(one, (c) => {
    const { repository, actor } = enter(world, c, "issues:write|pull_requests:write", "write");
    deleteLabel(world, { repository, actor, label: labelIn(repository, c) });
    return c.body(null, 204);
  });
  return api;
}

function labelIn(repository: Repository, c: Call): Label {
  const label = repository.labels.get(parameter(c, "name").toLowerCase());
  if (label === undefined) throw notFound();
  return label;
}

function requireFree(repository: Repository, wanted: string | undefined): void {
  if (wanted === undefined || !repository.labels.has(wanted.toLowerCase())) return;
  throw invalid({ resource: "Label", field: "name", code: "already_exists" });
}
