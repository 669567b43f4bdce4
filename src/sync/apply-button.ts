import { applyIntent } from "../orchestrator/apply-intent.ts";
import { wishOfButton } from "../report/button-wish.ts";
import type { Request } from "../signals/signal.ts";
import { wantAtWork } from "../store/want.ts";
import type { Applying } from "./applying.ts";
import type { Turn } from "./context.ts";

type Button = Applying<Extract<Request, { kind: "button" }>>;

/** Applies a button of the check run. It counts only for the turn and the commit that it was shown for. */
export async function applyButton(turn: Turn, applying: Button): Promise<void> {
  const { guid } = applying.kept;
  await wantAtWork(turn.context.world.db, turn.lease, { report: true });
  await applyIntent(turn.context.world, {
    ref: turn.lease,
    cause: `delivery:${guid}#0`,
    delivery: { guid, index: 0, last: true },
    by: applying.by,
    intent: (workflow) => wishOfButton(workflow, { ...applying.request, at: applying.at }),
    drafts: () => [],
  });
}
