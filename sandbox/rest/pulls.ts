import { pullShape, simplePullShape } from "../payloads/pull.ts";
import { isPull } from "../state/repository.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { enter, pullIn } from "./enter.ts";
import { listing } from "./pages.ts";

export function pullRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/pulls";
  api.get(all, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const pulls = [...repository.issues.values()].filter(isPull).filter(isAskedFor(c));
    const newestFirst = c.req.query("direction") !== "asc";
    return listing(c, newestFirst ? pulls.toReversed() : pulls, (pull) => simplePullShape(world, pull));
  });
  api.get(`${all}/:number`, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    return c.json(pullShape(world, pullIn(repository, c)));
  });
  return api;
}

function isAskedFor(c: Call): (pull: Pull) => boolean {
  const state = c.req.query("state") ?? "open";
  const head = c.req.query("head");
  const base = c.req.query("base");
  return (pull) =>
    (state === "all" || pull.state === state) &&
    (base === undefined || pull.pull.baseRef === base) &&
    (head === undefined || `${pull.pull.headRepository.owner.login}:${pull.pull.headRef}` === head);
}
