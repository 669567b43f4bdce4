import type { ParsedCommand } from "../commands/command.ts";
import { toIntent } from "../commands/to-intent.ts";
import { renderExplanation } from "../report/render-explanation.ts";
import { explain } from "../workflow/explain.ts";
import { actorIn } from "./actor-in.ts";
import type { Outcome } from "./outcome.ts";
import { plainText } from "./plain-text.ts";
import { evidenceOf, type Scene } from "./scene.ts";
import { decideIn, settle, type Played } from "./settle.ts";
import { whereIn } from "./where-in.ts";

/** Carries out the commands of a comment, until the first that is refused. */
export function say(scene: Scene, login: string, commands: readonly ParsedCommand[]): Played {
  let current = scene;
  const outcomes: Outcome[] = [];
  for (const command of commands) {
    const said = sayOne(current, login, command);
    outcomes.push(...said.outcomes);
    if (said.outcomes.some(({ kind }) => kind === "refused" || kind === "misread")) break;
    const settled = settle(said.scene);
    outcomes.push(...settled.outcomes);
    current = settled.scene;
  }
  return { scene: current, outcomes };
}

function sayOne(scene: Scene, login: string, command: ParsedCommand): Played {
  switch (command.name) {
    case "misread":
      return { scene, outcomes: [{ kind: "misread", command }] };
    case "explain":
      return { scene, outcomes: [{ kind: "answered", command: command.name, text: explanationOf(scene) }] };
    case "status":
    case "history":
    case "help":
      return { scene, outcomes: [{ kind: "answered", command: command.name, text: null }] };
    default: {
      const by = actorIn(scene, login);
      return decideIn(scene, { ...toIntent(command, { at: scene.now, ...whereIn(scene) }), by }, `/${command.name}`);
    }
  }
}

function explanationOf(scene: Scene): string {
  const { workflow, now } = scene;
  const evidence = evidenceOf(scene);
  const explanation = explain({ workflow, policy: workflow?.policy ?? scene.policy, evidence, now });
  return plainText(renderExplanation(explanation, { serverUrl: "https://github.com", readingProblem: null }));
}
