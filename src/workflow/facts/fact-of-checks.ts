import { judgeChecks } from "../checks.ts";
import type { Derived, Deriving } from "./derived.ts";
import type { Check, ChecksEvidence } from "../evidence.ts";
import type { Finding } from "../intent.ts";
import type { PhaseResult } from "../phase-results.ts";
import { storableText } from "../storable.ts";
import { completeBy, cut, cutName, nameSome, setBackBy } from "./factual-intents.ts";

/** What the checks say in testing. */
export function factOfChecks({ workflow, policy, now }: Deriving, checks: ChecksEvidence): Derived {
  // GitHub answered for another commit than it did for the pull request: one of the answers was late.
  if (checks.headSha !== workflow.headSha) return { intent: null, lookAgainAt: now };
  const { verdict, failed, judged, settlesAt } = judgeChecks(checks, workflow, policy);
  const at = checks.readAt;
  if (verdict === "passed") return { intent: completeBy(at, resultOf(judged)), lookAgainAt: null };
  if (verdict !== "failed") return { intent: null, lookAgainAt: settlesAt };
  const reason = `Failed checks: ${nameSome(failed.map((check) => check.name))}`;
  const failure = { at, reason, findings: failed.map(toFinding) };
  return { intent: setBackBy(policy.testing.onFailure, failure), lookAgainAt: null };
}

/** As many as surely fit into a phase result, each name with its escapes. */
const resultsMax = 200;

function resultOf(judged: readonly Check[]): PhaseResult {
  const results = judged
    .filter((check) => check.name !== "__proto__")
    .slice(0, resultsMax)
    .map((check) => [storableText(cutName(check.name)), check.conclusion] as const);
  return { all_tests_passed: true, test_results: Object.fromEntries(results) };
}

/** The first are told in full; of the rest the id is what matters, so that they do not send the work back again. */
const summariesMax = 20;
const summaryLengthMax = 2000;

function toFinding({ id, name, conclusion, url, summary }: Check, index: number): Finding {
  const told = index < summariesMax && summary !== null ? cut(summary, summaryLengthMax) : null;
  // Only a run that concluded can have failed.
  const outcome = conclusion as string;
  return { id, kind: "check", name: cutName(name), outcome, url, summary: told };
}
