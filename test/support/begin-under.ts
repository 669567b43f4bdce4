import type { PullDriver } from "../../sandbox/sandbox.ts";
import type { Relay } from "./relay.ts";
import { stateOf, type OnTheWay, type Stage } from "./stage.ts";

/** What Maria says from the start on to get to a state, where the rules want no checks. */
const ways: Partial<Record<OnTheWay, readonly string[]>> = {
  planning: ["/start\n/advance"],
  implementation: ["/start\n/advance\n/advance\n/accept"],
  testing: ["/start\n/advance\n/advance\n/accept\n/advance"],
  handoff_to_verifier: ["/start\n/advance\n/advance\n/accept\n/advance", "/advance"],
  verification: ["/start\n/advance\n/advance\n/accept\n/advance", "/advance\n/accept"],
  handoff_to_releaser: ["/start\n/advance\n/advance\n/accept\n/advance", "/advance\n/accept\n/advance"],
  deployment: ["/start\n/advance\n/advance\n/accept\n/advance", "/advance\n/accept\n/advance\n/accept"],
};

/** Puts rules on the default branch, for the relays that start from now on. */
export function pushRules(stage: Stage, rules: string): void {
  stage.repository.push("maria", "main", { files: { ".github/baton.yml": rules } });
}

/** Starts a relay under some rules, which stay on the default branch, and brings it to a state. */
export async function beginUnder(
  relay: Relay,
  stage: Stage,
  given: { readonly rules: string; readonly state: keyof typeof ways; readonly pull?: PullDriver },
): Promise<PullDriver> {
  const { rules, state, pull = stage.openPull() } = given;
  pushRules(stage, rules);
  for (const commands of ways[state] ?? []) await stage.say(pull, "maria", commands);
  const reached = await stateOf(relay, pull);
  if (reached !== state) throw new Error(`The relay was to be brought to ${state} and is in ${String(reached)}.`);
  return pull;
}
