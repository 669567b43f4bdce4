import type { Rules } from "../rules/schema.ts";
import { classify } from "../signals/classify.ts";
import type { AskedRequest } from "../signals/signal.ts";
import { parseButton } from "../report/buttons.ts";
import { explain } from "../workflow/explain.ts";
import { changeLabel, open, pressButton } from "./ask.ts";
import { happen } from "./happen.ts";
import { happeningOfWebhook } from "./happening-of-webhook.ts";
import type { Outcome, Step } from "./outcome.ts";
import { say } from "./say.ts";
import { evidenceOf, openScene, type Scene } from "./scene.ts";
import type { Happening, Script } from "./script-schema.ts";
import { settle, type Played } from "./settle.ts";
import { webhookOfComment, type Webhook } from "./webhook-of.ts";
import { whatHappens } from "./what-happens.ts";

/** The App that the simulation is of; nobody else has its name. */
const self = { appId: 2_147_483_647, slug: "baton" };

/** Says what would come of each event under the rules. Pure: nothing is read or written, and time passes only by `wait`. */
export function simulate(rules: Rules, script: Script, lines: readonly number[]): readonly Step[] {
  let scene = openScene(rules, script);
  return script.events.map((happening, index) => {
    const played = play(scene, happening);
    scene = played.scene;
    const { workflow } = scene;
    return {
      line: lines[index] as number,
      what: whatHappens(happening),
      outcomes: played.outcomes.length > 0 ? played.outcomes : [standing(scene)],
      state: workflow?.currentState ?? null,
    };
  });
}

function play(scene: Scene, happening: Happening): Played {
  const { comment, webhook, label, unlabel, button, opened } = happening;
  if (label !== undefined) return changeLabel(scene, label.by, { change: "added", label: label.name });
  if (unlabel !== undefined) return changeLabel(scene, unlabel.by, { change: "removed", label: unlabel.name });
  if (button !== undefined) return pressButton(scene, button.by, button.name);
  if (opened !== undefined) return open(scene, opened.by);
  if (comment !== undefined) return receive(scene, webhookOfComment(scene, comment));
  if (webhook === undefined) return settle(happen(scene, happening));
  const received = { event: webhook.event, payload: webhook.payload };
  return receive(happen(scene, happeningOfWebhook(received)), received);
}

/** What Baton makes of a webhook: it is classified as the real one is. */
function receive(scene: Scene, { event, payload }: Webhook): Played {
  const signal = classify({ event, payload }, self);
  switch (signal.kind) {
    case "ignored":
      return { scene, outcomes: [{ kind: "ignored", because: signal.because }] };
    case "errand":
      return { scene, outcomes: [{ kind: "not_played", what: "what Baton does beside the relay" }] };
    case "fact": {
      const opening = signal.errand?.kind === "pull_head" ? signal.errand.opened : null;
      return opening === null ? settle(scene) : open(scene, opening.sender.login);
    }
    case "request":
      return request(scene, signal.request);
  }
}

/** A recorded press is taken for one of the present turn: the workflow that it was of is not the simulated one. */
function request(scene: Scene, asked: AskedRequest): Played {
  const { login } = asked.sender;
  if (asked.kind === "commands") return say(scene, login, asked.commands);
  if (asked.kind === "label") return changeLabel(scene, login, asked);
  const button = parseButton(asked.identifier);
  if (button === null) return { scene, outcomes: [{ kind: "not_played", what: "a button that is not known" }] };
  return pressButton(scene, login, button.intent);
}

function standing(scene: Scene): Outcome {
  const { workflow, now, policy } = scene;
  const evidence = evidenceOf(scene);
  return { kind: "stands", explanation: explain({ workflow, policy: workflow?.policy ?? policy, evidence, now }) };
}
