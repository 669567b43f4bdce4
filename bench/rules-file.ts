import { parseRules } from "../src/rules/parse-rules.ts";

/**
 * How long a hostile rules file takes to be refused, as a ratio against reading a good one that says much, measured in the
 * same run. The best of many: what else the machine does meanwhile says nothing of the reader.
 */
const good = `
start: opened
roles:
  q_assistant: { users: [maria], teams: [acme/product] }
  code_writer: { apps: [copilot-swe-agent], call: { actions-workflow: code-writer.yml } }
  verification_overseer: { teams: [acme/reviewers], call: { request-review: true } }
  release_manager: { users: [omar], actions: [release.yml], call: { mention: true } }
testing: { checks: [build, "test / *"], on-failure: retry, settle-seconds: 20 }
verification: { approvals: 2, on-changes-requested: fail }
deployment: { environment: production, creator: github-actions, complete-on: deployment }
limits: { retries: 5, phase-hours: { testing: 4, verification: 48 } }
separation-of-duties: true
handoff-schemas: { planning: .github/baton/planning.schema.json }
`;

const levels = Array.from({ length: 9 }, (_, level) => {
  const name = (depth: number) => String.fromCharCode(97 + depth);
  const items = Array.from({ length: 9 }, () => (level === 0 ? "lol" : `*${name(level - 1)}`));
  return `${name(level)}: &${name(level)} [${items.join(",")}]`;
});

const hostile = {
  "a megabyte": `roles: ${"x".repeat(1024 * 1024)}`,
  "a bomb of aliases": levels.join("\n"),
  "brackets without end": "[".repeat(60_000),
  "sixty thousand lines": "\n".repeat(60_000),
};

if (!parseRules(good).ok) throw new Error("The floor is not a good file.");
const floor = bestMs(good);
process.stdout.write(`${"a good file".padEnd(22)} ${floor.toFixed(2).padStart(7)} ms\n`);
for (const [what, text] of Object.entries(hostile)) {
  if (parseRules(text).ok) throw new Error(`${what} was not refused.`);
  const took = bestMs(text);
  process.stdout.write(`${what.padEnd(22)} ${took.toFixed(2).padStart(7)} ms  ${(took / floor).toFixed(2)} of it\n`);
}

function bestMs(text: string): number {
  const times = Array.from({ length: 50 }, () => {
    const began = performance.now();
    parseRules(text);
    return performance.now() - began;
  });
  return Math.min(...times);
}
