import type { LostNames } from "../rules/lost-names.ts";
import type { RulesProblem } from "../rules/problem.ts";
import { roleNames } from "../workflow/roles.ts";
import { inertText } from "./inert.ts";
import type { Problem } from "./report.ts";

type Trouble = Extract<Problem, { kind: "rules_trouble" }>;

/** Why the rules file does not count as it is, and which rules hold instead. */
export function rulesTroubleText({ trouble, hasLast }: Trouble, max: number): string {
  const until = hasLast ? "the last good rules hold" : "the defaults hold";
  if (trouble.kind === "refused") {
    return `GitHub does not let Baton read \`.github/baton.yml\`: ${inertText(trouble.what, max)}. Until it does, ${until}.`;
  }
  const { problems } = trouble;
  const told = problems.slice(0, toldMax).map((problem) => placed(problem, max));
  const rest = problems.length - told.length;
  const more = rest > 0 ? ` (and ${String(rest)} more)` : "";
  return [
    `\`.github/baton.yml\` on the default branch is broken: ${told.join(" ")}${more}`,
    `Until it is mended, ${until} for what begins; this relay keeps its own.`,
  ].join(" ");
}

/** Problems of the file that are told; the others show once these are mended. */
const toldMax = 3;

function placed({ line, column, message, suggestion }: RulesProblem, max: number): string {
  const meant = suggestion === null ? "" : ` Did you mean ${inertText(suggestion, 60)}?`;
  return `line ${String(line)}, column ${String(column)}: ${inertText(message, max)}${meant}`;
}

/** Whom a role names in vain. */
export function lostNamesText({ role, users, teams, apps, hidden, isPlayed }: LostNames, max: number): string {
  const lost = [
    ...users.map((login) => `the user “${login}”`),
    ...teams.map(quoteTeam),
    ...apps.map((app) => `the App “${app}”`),
  ];
  const name = roleNames[role];
  const what = [
    ...(lost.length > 0 ? [`${inertText(listed(lost), max)}, whom GitHub does not know here`] : []),
    ...(hidden.length > 0 ? [`${inertText(listed(hidden.map(quoteTeam)), max)}, which Baton may not look into`] : []),
  ].join(", and ");
  const then = isPlayed ? "" : ` **Nobody can play ${name} now.**`;
  const permission = hidden.length > 0 ? " Teams need the App's permission to read members." : "";
  return `The rules name for ${name} ${what}.${then}${permission} Mend that, then say \`/reload\`.`;
}

function quoteTeam(team: string): string {
  return `the team “${team}”`;
}

const listedMax = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - listedMax;
  return [...names.slice(0, listedMax), ...(rest > 0 ? [`${String(rest)} more`] : [])].join(", ");
}
