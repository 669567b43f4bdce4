import type { Actor } from "../state/accounts.ts";
import type { CheckRun, CheckSuite } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { announceRun } from "./check-runs.ts";
import { announceSuite } from "./check-suites.ts";

/** Somebody presses a button on a run: only its App is told. Buttons are there once the run is completed. */
export function pressButton(
  world: World,
  repository: Repository,
  about: { run: CheckRun; identifier: string; sender: Actor },
): void {
  const { run, identifier, sender } = about;
  if (run.status !== "completed") {
    throw new Error(`Check run ${run.id} shows no buttons: it is ${run.status}, and they show once it is completed.`);
  }
  if (!run.actions.some((action) => action.identifier === identifier)) {
    const known = run.actions.map((action) => action.identifier).join(", ") || "none";
    throw new Error(`Check run ${run.id} has no button ${identifier}; it has ${known}.`);
  }
  announceRun(world, repository, {
    run,
    action: "requested_action",
    sender,
    extra: { requested_action: { identifier } },
  });
}

/** Asks the App of a run to do it again. The run stays as it is until the App answers; its suite starts over. */
export function rerequestRun(world: World, repository: Repository, about: { run: CheckRun; sender: Actor }): void {
  startOver(about.run.suite);
  announceRun(world, repository, { ...about, action: "rerequested" });
}

export function rerequestSuite(
  world: World,
  repository: Repository,
  about: { suite: CheckSuite; sender: Actor },
): void {
  announceSuite(world, repository, { ...about, action: "rerequested" });
}

function startOver(suite: CheckSuite): void {
  suite.status = "queued";
  suite.conclusion = null;
}
