import type { Missing } from "../workflow/decision.ts";
import type { Discounted, Explanation } from "../workflow/explanation.ts";
import { isHandoffState } from "../workflow/states.ts";
import { allowedEffect, allowedTo, waysToAsk, worthNaming } from "./allowed-text.ts";
import { automaticText } from "./automatic-text.ts";
import { failReasonText } from "./fail-reason-texts.ts";
import { inertLink } from "./inert-link.ts";
import { inertText } from "./inert.ts";
import { missingTexts, permissionNames, standingTexts } from "./missing-text.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { anyOf, showActor, showCommit, showRole } from "./who.ts";

export interface ExplanationContext {
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** GitHub's message, where it refuses to be read; then what is said here may be old. */
  readonly readingProblem: string | null;
}

/** Why the relay does not move, and who can do what about it, as the reply to `/explain`. */
export function renderExplanation(explanation: Explanation, { serverUrl, readingProblem }: ExplanationContext): string {
  const { missing, discounted, byItself } = explanation;
  return [
    headOf(explanation),
    ...(readingProblem === null
      ? []
      : [`⚠️ GitHub does not let Baton read it anew: ${inertText(readingProblem, 300)}.`]),
    ...listOf("What is missing", missing, (shown) => missingItems(shown, serverUrl)),
    ...listOf("What is there and does not count", discounted, (shown) =>
      shown.map((each) => discountedItem(each, serverUrl)),
    ),
    ...listOf("What Baton does by itself", byItself, (shown) => shown.map(automaticText)),
    ...waysOf(explanation),
  ].join("\n\n");
}

const itemsMax = 15;

function listOf<Item>(
  title: string,
  all: readonly Item[],
  itemsOf: (shown: readonly Item[]) => readonly string[],
): readonly string[] {
  if (all.length === 0) return [];
  const rest = all.length - itemsMax;
  const items = itemsOf(all.slice(0, itemsMax)).map((text) => `- ${text}`);
  return [[`**${title}:**`, "", ...items, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])].join("\n")];
}

function headOf(explanation: Explanation): string {
  const { standing, state, since, headSha } = explanation;
  if (state === null || since === null || headSha === null) return noneText(explanation);
  const where = `**${stateNames[state]}** since ${showTime(since)}, at commit ${showCommit(headSha)}`;
  switch (standing) {
    case "complete":
      return "**The build relay is complete.** Nothing is left to do in it.";
    case "cancelled":
      return `**The build relay was cancelled for good** in ${stateNames[state]}.`;
    case "closed":
      return `**The pull request is closed**, and the build relay with it. Reopen the pull request and it resumes in ${stateNames[state]}.`;
    case "held":
      return `**The build relay is on hold** in ${where}. ${waitsFor(explanation)}`;
    case "failed":
      return `**The build relay failed.** ${failure(explanation)} It is in ${where}.`;
    default:
      return `**The build relay is in** ${where}. ${waitsFor(explanation)}`;
  }
}

const startTexts: Readonly<Record<Explanation["start"], string>> = {
  manual: "Nobody has started one.",
  label: "In this repository the label `baton: start` starts one, and nothing that is said in a comment.",
  opened: [
    "In this repository pull requests that are opened from now on start one by themselves. On this one, where that did not",
    "happen, `/start` does.",
  ].join(" "),
};

function noneText({ ways, start }: Explanation): string {
  const why = ways.length === 0 ? "None can begin while the pull request is not open." : startTexts[start];
  return `**There is no build relay on this pull request yet.** ${why}`;
}

function failure({ errorReason }: Explanation): string {
  const reason = inertText(failReasonText(errorReason ?? ""), 300);
  return reason === "" ? "Nobody said why." : `The reason: ${reason.replace(/[.]$/, "")}.`;
}

function waitsFor({ state, roles, missing, byItself, claim }: Explanation): string {
  const who = anyOf(roles.map(showRole));
  if (state !== null && isHandoffState(state)) return `The baton is in the air: it waits for ${who} to take it.`;
  const holder = `The ${who} has the baton${takenOn(claim)}`;
  if (missing.length > 0) return `${holder}.`;
  return byItself.some(({ does }) => does === "advance")
    ? `${holder}, and nothing stands in the way.`
    : `${holder}, and nothing stands in the way: it waits for them to say that the work is done.`;
}

function takenOn(claim: Explanation["claim"]): string {
  if (claim === null) return "";
  const { by, at, expiresAt } = claim;
  const until = expiresAt === null ? "" : `, for itself until ${showTime(expiresAt)} or the next word from it`;
  return `, taken on by ${showActor(by)} at ${showTime(at)}${until}`;
}

function missingItems(missing: readonly Missing[], serverUrl: string): readonly string[] {
  return missing.flatMap((each) => {
    const { url } = each.kind === "check" || each.kind === "approval_to_run" ? each : { url: null };
    if (url === null) return missingTexts([each]);
    if (each.kind === "check") {
      return [`Check ${inertLink({ text: each.name, url, serverUrl, max: 100 })}: ${standingTexts[each.status]}.`];
    }
    return missingTexts([each]).map(
      (text) => `${text} See ${inertLink({ text: "what waits", url, serverUrl, max: 60 })}.`,
    );
  });
}

function discountedItem({ kind, name, url, because }: Discounted, serverUrl: string): string {
  const what = { check: "Check", review: "The review by", deployment: "The deployment to" }[kind];
  return `${what} ${inertLink({ text: name, url, serverUrl, max: 60 })}: ${discountedTexts[because]}.`;
}

const discountedTexts: Readonly<Record<Discounted["because"], string>> = {
  other_commit: "it is about another commit than the newest",
  not_the_role: "whoever gave it does not play the Verification Overseer here, or wrote the change",
  same_person: "whoever gave it completed the implementation, and cannot judge it as well",
  other_app: "this repository wants it from another App",
  had_its_effect: "it has had its effect already; only a new one has another",
  other_environment: "this repository waits for another environment",
  other_creator: "this repository wants it made by somebody else",
};

function waysOf({ ways, start }: Explanation): readonly string[] {
  const items = worthNaming(ways).map(({ missing, except, ...way }) => {
    const not = except === null ? "" : `; not ${showActor(except)}, who completed the implementation`;
    const ask = way.intent === "start" && start === "label" ? "The label `baton: start`" : waysToAsk[way.intent];
    return `- ${ask} ${allowedEffect(way)}${yet(missing)} (${allowedTo(way)}${not})`;
  });
  return items.length === 0 ? [] : [`**What can be done now:**\n\n${items.join("\n")}`];
}

/** No force helps against a commit that nobody has looked at. */
function yet(missing: readonly Missing[]): string {
  if (missing.length === 0) return "";
  const isForced = missing.every(({ kind }) => kind !== "head");
  return ` once nothing is missing${isForced ? `, or at once with \`--force\` by anyone with ${permissionNames.maintain}` : ""}`;
}
