import { describe, expect, it } from "vitest";
import { problemList } from "../../src/report/problem-list.ts";
import type { Problem } from "../../src/report/report.ts";

const at = { line: 3, column: 5, path: "start" };
const problem = { ...at, message: "start must be manual, opened or label.", suggestion: "label" };
const broken = (count: number, hasLast: boolean): Problem => ({
  kind: "rules_trouble",
  trouble: { kind: "broken", problems: Array.from({ length: count }, () => problem) },
  hasLast,
});

describe("what is said of a rules file", () => {
  it("that is broken names the place, what was meant, and which rules hold", () => {
    expect(problemList([broken(1, true)], 300)).toBe(
      "> [!WARNING]\n> - `.github/baton.yml` on the default branch is broken: line 3, column 5: start must be manual, opened or label. Did you mean label? Until it is mended, the last good rules hold for what begins; this relay keeps its own.",
    );
    expect(problemList([broken(1, false)], 300)).toContain("the defaults hold");
  });

  it("tells three problems and counts the rest", () => {
    const shown = problemList([broken(5, true)], 300);
    expect(shown.match(/line 3/g)).toHaveLength(3);
    expect(shown).toContain("(and 2 more)");
  });

  it("shows nothing of it that does anything", () => {
    const hostile = { ...at, message: "@maria #1 <img> `x`", suggestion: null };
    const text = problemList(
      [{ kind: "rules_trouble", trouble: { kind: "broken", problems: [hostile] }, hasLast: true }],
      300,
    );
    expect(text).not.toContain("@maria");
    expect(text).not.toContain("<img>");
    expect(text).not.toContain("Did you mean");
  });

  it("that cannot be read is GitHub's message", () => {
    const trouble = { kind: "refused", what: "GitHub refused it." } as const;
    expect(problemList([{ kind: "rules_trouble", trouble, hasLast: false }], 300)).toContain(
      "GitHub does not let Baton read `.github/baton.yml`: GitHub refused it.. Until it does, the defaults hold.",
    );
  });
});

describe("whom a role names in vain", () => {
  const nothing = { role: "code_writer", users: [], teams: [], apps: [], hidden: [] } as const;

  it("is told by role and name, with whether anybody is left", () => {
    const lost = { ...nothing, users: ["ghost"], teams: ["acme/none"], apps: ["helper"], isPlayed: false };
    expect(problemList([{ kind: "lost_names", lost }], 300)).toBe(
      "> [!WARNING]\n> - The rules name for Code Writer the user “ghost”, the team “acme/none”, the App “helper”, whom GitHub does not know here. **Nobody can play Code Writer now.** Mend that, then say `/reload`.",
    );
  });

  it("is not said to be unknown where it only cannot be seen", () => {
    const lost = { ...nothing, hidden: ["acme/secret"], isPlayed: true };
    expect(problemList([{ kind: "lost_names", lost }], 300)).toContain(
      "The rules name for Code Writer the team “acme/secret”, which Baton may not look into. Teams need",
    );
  });

  it("tells of teams that cannot be seen what the App needs", () => {
    const lost = { ...nothing, users: ["ghost"], hidden: ["acme/secret"], isPlayed: true };
    expect(problemList([{ kind: "lost_names", lost }], 300)).toContain(
      "the user “ghost”, whom GitHub does not know here, and the team “acme/secret”, which Baton may not look into. Teams need the App's permission to read members. Mend that, then say `/reload`.",
    );
  });

  it("counts the names from the sixth on", () => {
    const users = Array.from({ length: 7 }, (_, index) => `ghost${String(index)}`);
    expect(problemList([{ kind: "lost_names", lost: { ...nothing, users, isPlayed: false } }], 300)).toContain(
      "the user “ghost4”, 2 more, whom",
    );
  });
});
