import type { CheckAction } from "./report.ts";

/** What the buttons of the check run ask for. */
export const buttonIntents = ["advance", "accept", "retry", "hold", "unhold"] as const;

export type ButtonIntent = (typeof buttonIntents)[number];

/** A button. Its identifier bears the turn that it is shown for, so that a press on an old page is known as stale. */
export function buttonFor(intent: ButtonIntent, stateSeq: number): CheckAction {
  return { ...looks[intent], identifier: `${intent}:${String(stateSeq)}` };
}

/** What a pressed button asks for, and of which turn; null where the identifier is none of Baton's. */
export function parseButton(identifier: string): { readonly intent: ButtonIntent; readonly stateSeq: number } | null {
  const parts = /^([a-z]+):(\d{1,12})$/.exec(identifier);
  const intent = buttonIntents.find((each) => each === parts?.[1]);
  return intent === undefined ? null : { intent, stateSeq: Number(parts?.[2]) };
}

const looks: Readonly<Record<ButtonIntent, Omit<CheckAction, "identifier">>> = {
  advance: { label: "Advance", description: "Complete this state and hand on" },
  accept: { label: "Accept", description: "Take over the work" },
  retry: { label: "Retry", description: "Send the work back, or recover" },
  hold: { label: "Hold", description: "Stop here until somebody resumes" },
  unhold: { label: "Unhold", description: "Resume the work" },
};
