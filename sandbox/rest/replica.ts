import type { Replica } from "../faults/faults.ts";
import { createFaults } from "../faults/faults.ts";
import type { World } from "../state/world.ts";
import { createRequestLog } from "./request-log.ts";
import { createRouter } from "./router.ts";
import type { ServeOptions } from "./serve-options.ts";

/**
 * GitHub as it is at this moment, for readings that come later: as one of its replicas that has not heard of the rest yet. It
 * knows no token that is made later.
 */
export function takeReplica(world: World, options: ServeOptions): Replica {
  const { url, clock, tokenClock, nextId, emit, ...state } = world;
  const then: World = { ...structuredClone(state), url, clock, tokenClock, nextId, emit };
  const router = createRouter(then, { ...options, faults: createFaults(), log: createRequestLog() });
  return async (request, env) => router.fetch(request, env);
}
