import type { PullDriver, RepositoryDriver, Sandbox } from "../sandbox.ts";
import { openShop } from "./open-shop.ts";
import type { Scene } from "./scene.ts";

/** Plays one whole relay: planned, implemented, sent back by a check, mended, verified, deployed. */
export async function playStory(scene: Scene, sandbox: Sandbox): Promise<PullDriver> {
  const { shop, pull } = openShop(scene, sandbox);
  const stage: Stage = { scene, shop, pull };
  await plan(stage);
  await implement(stage);
  await sendBack(stage);
  await mend(stage);
  await verify(stage);
  await deploy(stage);
  return pull;
}

interface Stage {
  readonly scene: Scene;
  readonly shop: RepositoryDriver;
  readonly pull: PullDriver;
}

async function plan(stage: Stage): Promise<void> {
  stage.scene.chapter("Discovery and planning: Q Assistant is maria");
  await says(stage, "maria", "/start Customers can pay by card, and get a receipt.", "discovery");
  const requirements = { requirements: ["card payments", "a receipt by mail"], risks: ["the bank's sandbox is slow"] };
  await says(stage, "maria", withResult("/advance", requirements), "planning");
  const plan = { plan: "A form, a client for the bank, a mail.", success_criteria: ["a receipt within a minute"] };
  await says(stage, "maria", withResult("/advance The plan is agreed.", plan), "handoff_to_coder");
}

async function implement(stage: Stage): Promise<void> {
  stage.scene.chapter("Implementation: Code Writer is chen");
  await says(stage, "chen", "/accept", "implementation");
  await refused(stage);
  const code = { code: "src/pay.ts", test_cases: ["declined card", "receipt"] };
  await says(stage, "chen", withResult("/advance", code), "testing");
  stage.scene.say("Baton", "CI is the tester here, so that handoff was accepted at once");
}

/** Chen has write access, which is not enough to go back to an earlier state. */
async function refused({ scene, pull }: Stage): Promise<void> {
  scene.say("chen", "/rollback discovery");
  const { id } = pull.comment("chen", "/rollback discovery");
  const reactions = () =>
    pull
      .comments()
      .find((comment) => comment.id === id)
      ?.reactions.map(({ content }) => content);
  await scene.expect("refused with 😕, and a reply says why", reactions, (seen) => seen?.includes("confused") ?? false);
  const replies = () =>
    pull.comments().filter(({ user, body }) => user === "baton[bot]" && body.includes("baton:reply"));
  await scene.expect("the state is still implementation", () => pull.labels(), isAt("implementation"));
  const [reply] = await scene.expect("one reply, no more", replies, (seen) => seen.length === 1);
  scene.say("Baton", reply?.body.split("\n").slice(1).join("\n") ?? "");
}

async function sendBack({ scene, shop, pull }: Stage): Promise<void> {
  scene.chapter("Testing: a check fails");
  shop.check({ sha: pull.headSha, name: "lint", conclusion: "success" });
  scene.say("CI", "lint is green");
  shop.check({
    sha: pull.headSha,
    name: "test",
    conclusion: "failure",
    summary: "receipt.test.ts: expected 1 mail, got 2",
  });
  scene.say("CI", "test is red: receipt.test.ts: expected 1 mail, got 2");
  await scene.expect("sent back to implementation", () => pull.labels(), isAt("implementation"));
  const told = () => ownComment(pull);
  await scene.expect("the status comment says which check failed", told, (body) => body.includes("receipt.test.ts"));
}

async function mend(stage: Stage): Promise<void> {
  const { scene, shop, pull } = stage;
  scene.chapter("Implementation again");
  const sha = pull.push("chen");
  scene.say("chen", `pushes ${sha.slice(0, 7)}`);
  for (const name of ["lint", "test"]) shop.check({ sha, name, conclusion: "success" });
  scene.say("CI", "lint and test are green");
  await says(stage, "chen", "/advance One mail it is.", "testing");
  scene.say("Baton", "waits until nothing new has come from CI for ten seconds, since more checks could follow");
  await scene.expect("handed on to the verifier", () => pull.labels(), isAt("handoff_to_verifier"));
}

async function verify(stage: Stage): Promise<void> {
  stage.scene.chapter("Verification: Verification Overseer is omar");
  await says(stage, "omar", "/accept", "verification");
  const report = { approved_for_deployment: true, verification_report: "Read it all; the client retries safely." };
  await says(stage, "omar", withResult("/advance", report), "handoff_to_releaser");
  const gate = () => stage.pull.checkRuns("Baton").at(-1)?.conclusion;
  await stage.scene.expect(
    'the check run "Baton" is green: it may ship',
    gate,
    (conclusion) => conclusion === "success",
  );
}

async function deploy(stage: Stage): Promise<void> {
  stage.scene.chapter("Deployment: Release Manager is omar");
  await says(stage, "omar", "/accept", "deployment");
  const live = { deployment_successful: true, version: "1.4.0", monitoring_status: "quiet" };
  await says(stage, "omar", withResult("/advance", live), "complete");
}

/** Somebody comments, and the state's label shows what came of it. */
async function says({ scene, pull }: Stage, who: string, text: string, state: string): Promise<void> {
  scene.say(who, text.replace(/\n\n```json\n/, "\n").replace(/\n```$/, ""));
  const { id } = pull.comment(who, text);
  await scene.expect(`→ ${state}`, () => pull.labels(), isAt(state));
  const reactions = () => pull.comments().find((comment) => comment.id === id)?.reactions.length ?? 0;
  await scene.expect("with a reaction on the comment", reactions, (count) => count === 1);
}

function withResult(command: string, result: object): string {
  return `${command}\n\n\`\`\`json\n${JSON.stringify(result)}\n\`\`\``;
}

/** Whether these labels say that the relay is in a state, and nothing else. */
export function isAt(state: string): (labels: readonly string[]) => boolean {
  return (labels) => labels.length === 1 && labels[0] === `baton: ${state}`;
}

export function ownComment(pull: PullDriver): string {
  return pull.comments().find(({ body }) => body.startsWith("<!-- baton:status -->"))?.body ?? "";
}
