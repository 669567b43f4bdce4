import { isPull } from "./repository.ts";
import type { Pull, Repository } from "./repository.ts";

/** Open pull requests with this head, as checks list them. GitHub leaves out those that come from forks. */
export function pullsAt(repository: Repository, sha: string): readonly Pull[] {
  return [...repository.issues.values()].filter(
    (issue): issue is Pull =>
      isPull(issue) &&
      issue.state === "open" &&
      issue.pull.headSha === sha &&
      issue.pull.headRepository.id === repository.id,
  );
}
