import type { EventType, Move } from "../workflow/decision.ts";

const changesWhatIsRead: ReadonlySet<EventType> = new Set([
  "started",
  "reopened",
  "unheld",
  "head_changed",
  "reloaded",
]);

/** Whether GitHub must be read again after these moves: another state waits for other facts, another head has others. */
export function wantsFacts(moves: readonly Move[]): boolean {
  return moves.some((move) => move.handoff !== null || changesWhatIsRead.has(move.event.type));
}
