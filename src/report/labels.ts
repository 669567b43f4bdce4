import { states, type State } from "../workflow/states.ts";
import { stateNames } from "./state-names.ts";

/** A label as GitHub keeps it: colour in hexadecimal without `#`, description at most 100 characters. */
export interface LabelLook {
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

/** The label that shows a state, and that asks for it when somebody adds it. */
export function stateLabel(state: State): LabelLook {
  const description = `Baton: ${stateNames[state]}. Adding this label asks for that state.`;
  return { name: `baton: ${state}`, color: stateColors[state], description };
}

/** Labels that only ask for something; Baton takes the first two away again. */
export const requestLabels: Readonly<Record<"start" | "retry" | "hold", LabelLook>> = {
  start: { name: "baton: start", color: "0e8a16", description: "Add it to start a build relay on this pull request." },
  retry: {
    name: "baton: retry",
    color: "fbca04",
    description: "Add it to send the work back, or to recover from an error.",
  },
  hold: { name: "baton: hold", color: "6e7781", description: "While it is there, the build relay stands still." },
};

/** What a label asks for; null where it is none of Baton's. GitHub compares label names without regard to case. */
export function parseLabel(
  name: string,
): { readonly kind: "state"; readonly state: State } | { readonly kind: "start" | "retry" | "hold" } | null {
  const asked = /^baton: *(\w+)$/.exec(name.trim().toLowerCase())?.[1];
  if (asked === "start" || asked === "retry" || asked === "hold") return { kind: asked };
  const state = states.find((each) => each === asked);
  return state === undefined ? null : { kind: "state", state };
}

const stateColors: Readonly<Record<State, string>> = {
  discovery: "c5def5",
  planning: "bfd4f2",
  handoff_to_coder: "d4c5f9",
  implementation: "1d76db",
  handoff_to_tester: "d4c5f9",
  testing: "5319e7",
  handoff_to_verifier: "d4c5f9",
  verification: "006b75",
  handoff_to_releaser: "d4c5f9",
  deployment: "0052cc",
  complete: "0e8a16",
  error: "d73a4a",
};
