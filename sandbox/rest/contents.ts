import { notFound } from "../github-error.ts";
import type { Json } from "../payloads/json.ts";
import { directoryShape, entryShape, fileShape } from "../payloads/file.ts";
import { resolveRef } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter, parameter } from "./enter.ts";

/** Files as they are at a ref, the default branch unless asked: one as JSON or raw, or what a directory holds. */
export function contentRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/contents/:path{.+}", (c) => {
    const { repository } = enter(world, c, "contents:read");
    const path = parameter(c, "path").replace(/\/+$/, "");
    const ref = c.req.query("ref") ?? repository.defaultBranch;
    const files = resolveRef(repository, ref)?.files;
    const content = files?.get(path);
    if (content !== undefined) {
      // The older spelling still works: application/vnd.github.v3.raw.
      const isRaw = /application\/vnd\.github\.(v3\.)?raw/.test(c.req.header("accept") ?? "");
      if (!isRaw) return c.json(fileShape(world, repository, { path, ref, content }));
      return c.body(content, 200, { "content-type": "application/vnd.github.raw; charset=utf-8" });
    }
    const entries = entriesOf(world, repository, { path, ref, files: files ?? new Map() });
    if (entries.length === 0) throw notFound();
    return c.json(entries);
  });
  return api;
}

function entriesOf(
  world: World,
  repository: Repository,
  about: { path: string; ref: string; files: ReadonlyMap<string, string> },
): readonly Json[] {
  const { path, ref, files } = about;
  const directories = new Set<string>();
  const entries: Json[] = [];
  for (const [name, content] of files) {
    if (!name.startsWith(`${path}/`)) continue;
    const [first = "", ...deeper] = name.slice(path.length + 1).split("/");
    if (deeper.length > 0) directories.add(`${path}/${first}`);
    else entries.push(entryShape(world, repository, { path: name, ref, content }));
  }
  return [...entries, ...[...directories].map((one) => directoryShape(world, repository, { path: one, ref }))];
}
