import { z } from "zod";
import { mergePull } from "../actions/merges.ts";
import { GitHubError } from "../github-error.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, pullIn } from "./enter.ts";

const request = z.object({ sha: z.string().optional(), commit_title: z.string().optional() });

export function mergeRoutes(world: World): Api {
  const api = newApi();
  const one = "/repos/:owner/:repo/pulls/:number/merge";
  api.get(one, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    if (pullIn(repository, c).pull.merged === null) throw new GitHubError(404, "Not Found");
    return c.body(null, 204);
  });
  api.put(one, (c) => {
    const { repository, actor } = enter(world, c, "contents:write", "write");
    const pull = pullIn(repository, c);
    const { sha, commit_title: message } = bodyOf(c, "PullRequest", request);
    if (pull.state === "closed" || pull.pull.draft) throw new GitHubError(405, "Pull Request is not mergeable");
    if (sha !== undefined && sha !== pull.pull.headSha) {
      throw new GitHubError(409, "Head branch was modified. Review and try the merge again.");
    }
    const merged = mergePull(world, pull, { actor, ...(message === undefined ? {} : { message }) });
    return c.json({ sha: merged, merged: true, message: "Pull Request successfully merged" });
  });
  return api;
}
