import type { Applying, GivenRequest } from "./applying.ts";
import type { Turn } from "./context.ts";

/** Asks GitHub who made a request, under the rules that it is judged by. */
export function askedBy(turn: Turn, { pull, request }: GivenRequest): Applying["by"] {
  return (rules) => turn.context.world.resolveActor(pull.repository, request.sender, rules);
}
