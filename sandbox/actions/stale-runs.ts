import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { sumUp } from "./check-suites.ts";

const patienceMs = 14 * 24 * 60 * 60 * 1000;

/**
 * Ends the runs that are incomplete for more than 14 days, as GitHub does by itself; here it is done whenever somebody looks.
 * https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks
 */
export function turnStale(world: World, repository: Repository): void {
  const oldest = world.clock().getTime() - patienceMs;
  for (const run of repository.runs.values()) {
    if (run.status === "completed" || run.createdAt.getTime() >= oldest) continue;
    run.status = "completed";
    run.conclusion = "stale";
    run.completedAt = now(world);
    sumUp(world, repository, run.suite);
  }
}
