import { failReasonText } from "../report/fail-reason-texts.ts";
import { missingTexts } from "../report/missing-text.ts";
import { reasonTexts } from "../report/reasons.ts";
import { renderMisread } from "../report/render-reply.ts";
import { anyOf, showRole } from "../report/who.ts";
import type { Missing, Move } from "../workflow/decision.ts";
import type { Explanation } from "../workflow/explanation.ts";
import type { Outcome, Step } from "./outcome.ts";
import { plainText } from "./plain-text.ts";

/** One step as it is printed: `FILE:line: what happens`, and below it what came of that. */
export function stepText(file: string, { line, what, outcomes }: Step): string {
  const below = outcomes.flatMap(outcomeLines).map((text) => `    ${text}`.trimEnd());
  return [`${file}:${String(line)}: ${visibleOnly(what)}`.trimEnd(), ...below].join("\n");
}

function outcomeLines(outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case "moved":
      return [moveText(outcome.move)];
    case "refused": {
      const { reason, missing } = outcome.refusal;
      return [`${visibleOnly(outcome.what)} is refused: ${reasonTexts[reason].why}`, ...missingLines(missing)];
    }
    case "misread":
      return [plainText(renderMisread(outcome.command))];
    case "answered":
      return [`/${outcome.command} is answered and changes nothing.`, ...(outcome.text?.split("\n") ?? [])];
    case "ignored":
      return [`Baton has no use for it: ${outcome.because}.`];
    case "idle":
      return [`${visibleOnly(outcome.what)} asks for nothing.`];
    case "not_played":
      return [`A simulation does not play ${visibleOnly(outcome.what)}.`];
    case "stands":
      return standsText(outcome.explanation);
  }
}

function moveText({ event }: Move): string {
  const { from_state: from, to_state: to, reason, forced } = event.data;
  const where =
    typeof from === "string" && typeof to === "string" ? `${from} → ${to}` : event.type.replaceAll("_", " ");
  const why = typeof reason === "string" ? `: ${visibleOnly(failReasonText(reason))}` : "";
  return `${where} (${event.type.replaceAll("_", " ")} by ${visibleOnly(event.by.login)}${forced === true ? ", forced" : ""})${why}`;
}

function standsText({ standing, state, roles, missing }: Explanation): readonly string[] {
  if (state === null) return ["nothing moves: there is no relay; /start begins one"];
  if (standing !== "waiting" && standing !== "held") return [`nothing moves: the relay is ${standing}`];
  const who = missing.length === 0 ? `; it waits for ${anyOf(roles.map(showRole))}` : "";
  return [`nothing moves: the relay stays in ${state}${who}`, ...missingLines(missing)];
}

function missingLines(missing: readonly Missing[]): readonly string[] {
  return missingTexts(missing).map((text) => `- ${plainText(text)}`);
}

/** A text from the file on one line, without what a terminal would obey. */
function visibleOnly(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "");
}
