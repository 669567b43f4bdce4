import { wishOfButton } from "../report/button-wish.ts";
import { buttonFor, type ButtonIntent } from "../report/buttons.ts";
import { wishOfLabel } from "../report/label-wish.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { IntentOf, Wish } from "../workflow/intent.ts";
import { actorIn } from "./actor-in.ts";
import type { Scene } from "./scene.ts";
import { decideIn, settle, type Played } from "./settle.ts";
import { whereIn } from "./where-in.ts";

/** Somebody puts a label on, or takes one off. */
export function changeLabel(
  scene: Scene,
  login: string,
  { change, label }: { readonly change: "added" | "removed"; readonly label: string },
): Played {
  const what = `The label ${label}`;
  const asked = { change, label, at: scene.now, start: startIn(scene, "label") };
  const intent = wishOfLabel(scene.workflow, asked);
  if (intent === null) return { scene, outcomes: [{ kind: "idle", what }] };
  return ask(scene, login, { what, wish: intent(scene.workflow) });
}

/** Somebody presses a button that the check run of the present turn would show. */
export function pressButton(scene: Scene, login: string, intent: ButtonIntent): Played {
  const { workflow, now: at, pull } = scene;
  const { label, identifier } = buttonFor(intent, workflow?.stateSeq ?? 0);
  const press = { identifier, headSha: pull.headSha, externalId: workflow?.id ?? null, at };
  return ask(scene, login, { what: `The button ${label}`, wish: wishOfButton(workflow, press) });
}

/** A pull request is opened, which starts a relay where the rules say so. */
export function open(scene: Scene, login: string): Played {
  if (scene.policy.start !== "opened") return { scene, outcomes: [] };
  return ask(scene, login, { what: "The start with the pull request", wish: startIn(scene, "opened") });
}

function ask(
  scene: Scene,
  login: string,
  { what, wish }: { readonly what: string; readonly wish: Wish | Refusal },
): Played {
  if (!("kind" in wish)) return { scene, outcomes: [{ kind: "refused", what, refusal: wish }] };
  const asked = decideIn(scene, { ...wish, by: actorIn(scene, login) }, what);
  const settled = settle(asked.scene);
  return { scene: settled.scene, outcomes: [...asked.outcomes, ...settled.outcomes] };
}

function startIn(scene: Scene, way: "label" | "opened"): Omit<IntentOf<"start">, "by"> {
  return { kind: "start", way, ...whereIn(scene), buildId: null, requirements: null, metadata: {}, at: scene.now };
}
