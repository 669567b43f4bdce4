import { z } from "zod";
import { addLabels, removeLabel } from "../actions/labels.ts";
import { GitHubError } from "../github-error.ts";
import { labelShape } from "../payloads/label.ts";
import type { Actor } from "../state/accounts.ts";
import type { Issue } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, issueIn, parameter } from "./enter.ts";
import { listing } from "./pages.ts";

const given = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const labelsRequest = z.union([
  z.object({ labels: z.array(given) }).transform(({ labels }) => labels),
  z.array(given),
  z.object({}).transform((): string[] => []),
]);

/** The labels of an issue or pull request. Naming one that the repository lacks makes it. */
export function issueLabelRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/issues/:number/labels";
  const writes = "issues:write|pull_requests:write";
  const shown = (c: Call, issue: Issue): Response =>
    c.json(issue.labels.map((label) => labelShape(world, issue.repository, label)));
  api.get(all, (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    return listing(c, issueIn(repository, c).labels, (label) => labelShape(world, repository, label));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, writes, "triage");
    const issue = issueIn(repository, c);
    addLabels(world, { issue, actor, names: bodyOf(c, "Label", labelsRequest) });
    return shown(c, issue);
  });
  api.put(all, (c) => {
    const { repository, actor } = enter(world, c, writes, "triage");
    const issue = issueIn(repository, c);
    const names = bodyOf(c, "Label", labelsRequest);
    keepOnly(world, { issue, actor, names });
    addLabels(world, { issue, actor, names });
    return shown(c, issue);
  });
  api.delete(all, (c) => {
    const { repository, actor } = enter(world, c, writes, "triage");
    keepOnly(world, { issue: issueIn(repository, c), actor, names: [] });
    return c.body(null, 204);
  });
  api.delete(`${all}/:name`, (c) => {
    const { repository, actor } = enter(world, c, writes, "triage");
    const issue = issueIn(repository, c);
    const wasThere = removeLabel(world, { issue, actor, name: parameter(c, "name") });
    if (!wasThere) throw new GitHubError(404, "Label does not exist");
    return shown(c, issue);
  });
  return api;
}

function keepOnly(world: World, about: { issue: Issue; actor: Actor; names: readonly string[] }): void {
  const { issue, actor } = about;
  const kept = new Set(about.names.map((name) => name.toLowerCase()));
  const dropped = issue.labels.filter((label) => !kept.has(label.name.toLowerCase()));
  for (const { name } of dropped) removeLabel(world, { issue, actor, name });
}
