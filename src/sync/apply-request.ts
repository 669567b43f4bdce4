import { applyButton } from "./apply-button.ts";
import { applyCommands } from "./apply-commands.ts";
import { applyLabel } from "./apply-label.ts";
import { applyOpening } from "./apply-opening.ts";
import type { GivenRequest } from "./applying.ts";
import { askedBy } from "./asked-by.ts";
import type { Turn } from "./context.ts";
import type { LatestPull } from "./latest-pull.ts";

/** Applies a request by what it is: commands of a comment, a label, a button of the check run, an opening. */
export async function applyRequest(turn: Turn, given: GivenRequest, latest: LatestPull): Promise<void> {
  const { pull, kept, request } = given;
  const at = request.at === null ? kept.receivedAt : new Date(request.at);
  const applying = { pull, kept, by: askedBy(turn, given), latest, at };
  switch (request.kind) {
    case "commands":
      return applyCommands(turn, { ...applying, request });
    case "label":
      return applyLabel(turn, { ...applying, request });
    case "button":
      return applyButton(turn, { ...applying, request });
    case "opened":
      return applyOpening(turn, { ...applying, request });
  }
}
