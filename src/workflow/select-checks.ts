import { actionsApp } from "./actions-approval.ts";
import { checkMatcher, isPattern } from "./check-patterns.ts";
import type { Missing } from "./decision.ts";
import type { Check } from "./evidence.ts";
import type { NamedCheck, Policy } from "./policy.ts";

export interface Selection {
  /** The runs that the rules mean, each once. */
  readonly runs: readonly Check[];
  /** What the rules mean and nobody has reported. */
  readonly missing: readonly Missing[];
  /** Nobody can tell from the rules alone how many there will be. */
  readonly isOpenEnded: boolean;
  /** GitHub Actions may still report something that the rules mean. */
  readonly expectsActions: boolean;
}

/** The checks that the rules mean, of those that count. */
export function selectChecks(current: readonly Check[], wanted: Policy["testing"]["checks"]): Selection {
  if (wanted === "all") {
    const missing: readonly Missing[] = current.length === 0 ? [{ kind: "any_check" }] : [];
    return { runs: current, missing, isOpenEnded: true, expectsActions: true };
  }
  const named = wanted.map((check) => ({ check, runs: current.filter(isMeantBy(check)) }));
  const absent = named.filter(({ runs }) => runs.length === 0).map(({ check }) => check);
  const patterns = wanted.filter(({ name }) => isPattern(name));
  return {
    runs: current.filter((run) => named.some(({ runs }) => runs.includes(run))),
    missing: absent.map(asAbsent),
    isOpenEnded: patterns.length > 0,
    expectsActions: [...absent, ...patterns].some(({ app }) => app === null || isSameApp(app, actionsApp)),
  };
}

/**
 * Where the rules name an App, only its check runs count: anyone with write access can set a commit status of any name, and
 * another App's run of the same name says nothing. A workflow's name is no check's name.
 */
function isMeantBy({ name, app }: NamedCheck): (run: Check) => boolean {
  const matches = checkMatcher(name);
  return (run) =>
    run.kind !== "check_suite" &&
    matches(run.name) &&
    (app === null || (run.kind === "check_run" && isSameApp(app, run.app)));
}

/** Slugs are in lower case, whatever somebody writes. */
function isSameApp(named: string, slug: string): boolean {
  return named.toLowerCase() === slug.toLowerCase();
}

function asAbsent({ name, app }: NamedCheck): Missing {
  return { kind: "check", name, app, status: "absent", url: null };
}
