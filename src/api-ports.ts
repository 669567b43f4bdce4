import type { Logger } from "pino";
import type { Environment } from "./environment.ts";
import type { GitHub } from "./github/client.ts";
import { failureOf } from "./github/failure.ts";
import { nameRepository } from "./github/name-repository.ts";
import { nullIfGone } from "./github/null-if-gone.ts";
import { openDraft } from "./github/open-draft.ts";
import { readPull } from "./github/read-pull.ts";
import type { ApiPorts } from "./http/api/api.ts";
import type { World } from "./orchestrator/ports.ts";
import { doubtName } from "./sync/doubt-name.ts";

/** What the API is given of the rest of Baton. */
export function createApiPorts({
  world,
  github,
  environment,
  log,
}: {
  readonly world: World;
  readonly github: Pick<GitHub, "forInstallation" | "self">;
  readonly environment: Environment;
  readonly log: Logger;
}): ApiPorts {
  return {
    world,
    hasPull: async (repository, pullNumber) => {
      const { installationId } = repository;
      const read = readPull(github.forInstallation(installationId), repository, pullNumber);
      return (await nullIfGone(doubtName(world.db, installationId, read))) !== null;
    },
    openPull: async (repository, wish, describe) =>
      openDraft(github.forInstallation(repository.installationId), await github.self(), {
        ...wish,
        repository,
        describe,
      }),
    nameRepository: (repository) => nameRepository(github.forInstallation(repository.installationId), repository),
    failureOf,
    serverUrl: environment.serverUrl,
    publicUrl: environment.publicUrl,
    requestsPerMinute: environment.apiRequestsPerMinute,
    logError: (error) => {
      log.error({ err: error }, "a request to the API failed");
    },
  };
}
