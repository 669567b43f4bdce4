import type { PullDriver } from "../../sandbox/sandbox.ts";
import { pinRules } from "./pin-rules.ts";
import type { Relay } from "./relay.ts";
import { stateOf, type OnTheWay, type Stage } from "./stage.ts";

/** What Maria says after the start to get to a state, where the rules want no checks. */
const ways: Partial<Record<OnTheWay, readonly string[]>> = {
  planning: ["/advance"],
  implementation: ["/advance\n/advance\n/accept"],
  testing: ["/advance\n/advance\n/accept\n/advance"],
  handoff_to_verifier: ["/advance\n/advance\n/accept\n/advance", "/advance"],
  verification: ["/advance\n/advance\n/accept\n/advance", "/advance\n/accept"],
  handoff_to_releaser: ["/advance\n/advance\n/accept\n/advance", "/advance\n/accept\n/advance"],
  deployment: ["/advance\n/advance\n/accept\n/advance", "/advance\n/accept\n/advance\n/accept"],
};

/** Starts a relay under some rules and brings it to a state. */
export async function beginUnder(
  relay: Relay,
  stage: Stage,
  given: { readonly rules: string; readonly state: keyof typeof ways; readonly pull?: PullDriver },
): Promise<PullDriver> {
  const { rules, state, pull = stage.openPull() } = given;
  await stage.say(pull, "maria", "/start");
  await pinRules(relay, pull, rules);
  for (const commands of ways[state] ?? []) await stage.say(pull, "maria", commands);
  const reached = await stateOf(relay, pull);
  if (reached !== state) throw new Error(`The relay was to be brought to ${state} and is in ${String(reached)}.`);
  return pull;
}
