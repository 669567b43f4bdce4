import { refOf } from "../actor.ts";
import { lacksMaintain } from "../authority.ts";
import type { Decision } from "../decision.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Takes the repository's rules as they are now into a workflow that goes by older ones. Its state stays. */
export function reload(context: Context<"reload">): Decision {
  const { workflow, intent, policy, rulesDigest = null, rulesAreBroken = false } = context;
  const by = refOf(intent.by);
  const lack = lacksMaintain(intent.by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  if (rulesAreBroken) return refuse(context, "rules_broken");
  const data = { state: workflow.currentState, rules: rulesDigest, rules_before: workflow.rulesDigest };
  return moved(context, { ...workflow, policy, rulesDigest }, [
    { event: { type: "reloaded", by, data }, handoff: null },
  ]);
}
