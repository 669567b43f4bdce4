import { createHash } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";
import { findRepository } from "../state/directory.ts";
import { isPull } from "../state/repository.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { act } from "./acts.ts";
import { avatar } from "./icons.ts";
import { indexPage } from "./index-page.ts";
import { pullPage, pullParts } from "./pull-page.ts";

/** The pages that people look at. They share the port with the API, whose paths are never like theirs. */
export function createPages(world: World): Hono {
  const pages = new Hono();
  pages.get("/", (c) => c.html(indexPage(world)));
  pages.get("/avatars/u/:id", (c) => {
    const id = Number(c.req.param("id"));
    const user = [...world.users.values()].find((one) => one.id === id);
    if (user === undefined) return c.notFound();
    return c.body(avatar(id, user.login), 200, { "content-type": "image/svg+xml", "cache-control": "max-age=86400" });
  });
  pages.get("/:owner/:repo/pull/:number", (c) => {
    const pull = pullAt(world, c);
    return pull === undefined ? c.notFound() : c.html(pullPage(world, pull));
  });
  pages.get("/:owner/:repo/pull/:number/parts", (c) => {
    const pull = pullAt(world, c);
    if (pull === undefined) return c.notFound();
    const parts = pullParts(world, pull);
    const etag = `"${createHash("sha256").update(parts).digest("hex")}"`;
    if (c.req.header("if-none-match") === etag) return c.body(null, 304);
    return c.html(parts, 200, { etag, "cache-control": "no-cache" });
  });
  pages.post("/:owner/:repo/pull/:number/act", async (c) => {
    const pull = pullAt(world, c);
    if (pull === undefined) return c.notFound();
    // Other pages that happen to be open in the same browser have no business here.
    const origin = c.req.header("origin");
    if (origin !== undefined && origin !== new URL(c.req.url).origin) return c.json({ message: "Not from here." }, 403);
    try {
      act(world, pull, await c.req.json());
      return c.json({});
    } catch (error) {
      return c.json({ message: messageOf(error) }, 422);
    }
  });
  return pages;
}

export function isPage(path: string): boolean {
  if (path === "/" || path.startsWith("/avatars/")) return true;
  return /^\/(?!repos\/)[^/]+\/[^/]+\/pull\/\d+(\/(parts|act))?$/.test(path);
}

function pullAt(world: World, c: Context): Pull | undefined {
  const repository = findRepository(world, c.req.param("owner") ?? "", c.req.param("repo") ?? "");
  const issue = repository?.issues.get(Number(c.req.param("number")));
  return issue !== undefined && isPull(issue) ? issue : undefined;
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
