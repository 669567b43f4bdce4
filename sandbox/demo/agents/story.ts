import type { Role } from "../../../src/workflow/roles.ts";
import type { PullDriver, Sandbox } from "../../sandbox.ts";
import { openShop } from "../open-shop.ts";
import type { Scene } from "../scene.ts";
import { isAt, ownComment } from "../story.ts";
import { agentNames, callTheCast, type Cast, type Casting } from "./cast.ts";
import { layTheDesk } from "./desk.ts";

/** Here an agent tests: no check moves the relay by itself. */
const rules = "testing: { checks: [] }\n";

type Baton = Pick<Casting, "batonUrl"> & {
  readonly tokenFor: (repositoryId: number, ...who: Parameters<Casting["tokenFor"]>) => Promise<string>;
};

/** Plays one whole relay by five agents: sent back by a failing check, rolled back by a person, deployed in the end. */
export async function playAgentsStory(scene: Scene, sandbox: Sandbox, baton: Baton): Promise<PullDriver> {
  const files = { ".github/baton.yml": rules };
  const { shop, pull } = openShop(scene, sandbox, files);
  await comments(scene, pull, {
    who: "maria",
    text: "/start Customers can pay by card, and get a receipt.",
    to: "discovery",
  });

  const interrupt = () =>
    comments(scene, pull, { who: "maria", text: "/rollback planning The plan misses refunds.", to: "planning" });
  const cast = await callTheCast({
    scene,
    desk: layTheDesk({ scene, shop, pull, interrupt }),
    batonUrl: baton.batonUrl,
    tokenFor: (role, name) => baton.tokenFor(shop.id, role, name),
  });
  for (const name of Object.values(agentNames)) scene.say(name, "has a token for one role, and looks for work");
  try {
    await playParts({ scene, pull, cast });
  } finally {
    await cast.leave();
  }
  return pull;
}

interface Stage {
  readonly scene: Scene;
  readonly pull: PullDriver;
  readonly cast: Cast;
}

async function playParts(stage: Stage): Promise<void> {
  const { scene, pull } = stage;
  scene.chapter("Discovery and planning: Quinn plays Q Assistant");
  await turn(stage, "q_assistant", "planning");
  await idles(stage, "code_writer");
  await turn(stage, "q_assistant", "handoff_to_coder");
  scene.chapter("Implementation: Cody plays Code Writer");
  await turn(stage, "code_writer", "testing");
  scene.chapter("Testing: Tess plays Test Auditor, and a check fails");
  await turn(stage, "test_auditor", "implementation");
  const told = () => ownComment(pull);
  await scene.expect("the status comment says why it came back", told, (body) =>
    body.includes("expected 1 mail, got 2"),
  );
  scene.chapter("Implementation again");
  await turn(stage, "code_writer", "testing");
  await turn(stage, "test_auditor", "handoff_to_verifier");
  scene.chapter("Verification: Vera plays Verification Overseer, and maria rolls back");
  // Vera is at work when maria takes the baton away, so what she hands on comes too late.
  await turn(stage, "verification_overseer", "planning", 0);
  scene.chapter("Once more from planning");
  await turn(stage, "q_assistant", "handoff_to_coder");
  await turn(stage, "code_writer", "testing");
  await turn(stage, "test_auditor", "handoff_to_verifier");
  await turn(stage, "verification_overseer", "handoff_to_releaser");
  const gate = () => pull.checkRuns("Baton").at(-1)?.conclusion;
  await scene.expect('the check run "Baton" is green: it may ship', gate, (conclusion) => conclusion === "success");
  scene.chapter("Deployment: Remy plays Release Manager");
  await turn(stage, "release_manager", "complete");
}

/** An agent takes its turn, and the state's label shows what came of it. */
async function turn({ scene, pull, cast }: Stage, role: Role, to: string, handsOn = 1): Promise<void> {
  const handedOn = await cast.play(role);
  if (handedOn !== handsOn) throw new Error(`${agentNames[role]} handed on ${String(handedOn)} times.`);
  await scene.expect(`→ ${to}`, () => pull.labels(), isAt(to));
}

/** Whoever's turn it is not finds nothing to do. */
async function idles({ scene, cast }: Stage, role: Role): Promise<void> {
  const handedOn = await cast.play(role);
  await scene.expect(
    `${agentNames[role]} finds no work yet`,
    () => handedOn,
    (count) => count === 0,
  );
}

async function comments(
  scene: Scene,
  pull: PullDriver,
  { who, text, to }: { readonly who: string; readonly text: string; readonly to: string },
): Promise<void> {
  scene.say(who, text);
  pull.comment(who, text);
  await scene.expect(`→ ${to}`, () => pull.labels(), isAt(to));
}
