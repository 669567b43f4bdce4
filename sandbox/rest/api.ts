import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import type { Caller } from "../access/caller.ts";

export interface ApiEnvironment {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    caller: Caller;
    /** The parsed body; undefined where none came. */
    body: unknown;
    /** What an App needs for it, as `checks:write`, any one of them; undefined where nothing is asked for. */
    needs: readonly string[] | undefined;
  };
}

export type Api = Hono<ApiEnvironment>;
export type Call = Context<ApiEnvironment>;

/** A group of routes. Handlers throw GitHubError; whoever serves them makes answers of that. */
export function newApi(): Api {
  return new Hono<ApiEnvironment>();
}
