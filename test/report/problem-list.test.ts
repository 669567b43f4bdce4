import { describe, expect, it } from "vitest";
import { problemList } from "../../src/report/problem-list.ts";

describe("the problems on top", () => {
  it("are not there where there are none", () => {
    expect(problemList([], 300)).toBe("");
  });

  it.each([
    [{ kind: "cannot_tell", what: "Locked" }, "GitHub does not let Baton show everything here: Locked."],
    [{ kind: "cannot_tell", what: "Locked." }, "GitHub does not let Baton show everything here: Locked. Somebody"],
    [
      { kind: "cannot_read", what: "Not accessible" },
      "GitHub does not let Baton read what it needs here: Not accessible.",
    ],
    [
      { kind: "request_set_aside", what: "it failed five times" },
      "A request could not be carried out: it failed five times.",
    ],
    [
      { kind: "undone", what: "baton: testing", by: "lee", reason: "not_your_role" },
      "What lee asked for with the label “baton: testing” was not done. It is not your turn",
    ],
    [
      { kind: "undone", what: "retry:7", by: "lee", reason: "?" },
      "What lee asked for with the button “Retry” was not done. It was refused.",
    ],
    [
      { kind: "undone", what: "retry:7", by: "lee", reason: "unread" },
      "What lee asked for with the button “Retry” was not done. GitHub does not let Baton read what it has to be judged on.",
    ],
  ] as const)("say what to mend: %j", (problem, shown) => {
    expect(problemList([problem], 300)).toContain(`> [!WARNING]\n> - ${shown}`);
  });

  it("are counted from the ninth on", () => {
    const problems = Array.from({ length: 11 }, () => ({ kind: "cannot_tell", what: "Locked" }) as const);
    expect(problemList(problems, 300).split("\n")).toHaveLength(10);
    expect(problemList(problems, 300)).toContain("> - and 3 more");
  });
});
