import { describe, expect, it } from "vitest";
import { fileProblem } from "../../src/rules/file-problem.ts";
import { lostNames } from "../../src/rules/lost-names.ts";
import { namesIn } from "../../src/rules/names-in.ts";
import { rolesOf, teamsToAsk } from "../../src/rules/roles-of.ts";
import { schemaProblem } from "../../src/rules/schema-problem.ts";
import { readSnapshot, type RuleSnapshot } from "../../src/rules/snapshot.ts";
import { readTrouble } from "../../src/rules/trouble.ts";
import { roles } from "../../src/workflow/roles.ts";
import { full } from "./full.ts";
import { rulesOf as rulesIn } from "./said.ts";

const text = `roles:
  q_assistant: { users: [Maria, omar], teams: [Acme/Product] }
  code_writer: { users: [maria], teams: [acme/product, acme/writers], apps: [Copilot-SWE-agent, helper] }
  release_manager: { actions: [release.yml] }
`;

const snapshot: RuleSnapshot = {
  blobSha: "b1",
  rules: rulesIn(text),
  users: { maria: 1, omar: null },
  teams: { "acme/product": 20, "acme/writers": "hidden" },
  apps: { "copilot-swe-agent": 30, helper: null },
  schemas: { planning: { required: ["plan"] } },
  prompts: { q_assistant: "Ask first." },
};

const somebody = { id: 9, type: "User", slug: null, mayWrite: true } as const;

/** The roles that name nobody in these rules. */
const free = ["test_auditor", "verification_overseer"];

describe("a snapshot of rules", () => {
  it("names everybody once, in lower case", () => {
    expect(namesIn(snapshot.rules)).toEqual({
      users: ["maria", "omar"],
      teams: ["acme/product", "acme/writers"],
      apps: ["copilot-swe-agent", "helper"],
    });
  });

  it.each([text, full, ""])("is the same when it is kept and read again", (rules) => {
    const one = { ...snapshot, rules: rulesIn(rules) };
    expect(readSnapshot(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });

  it("has the defaults of keys that came later", () => {
    expect(readSnapshot({ ...snapshot, rules: {} }).rules).toEqual(rulesIn(""));
  });

  it("that is none is an error", () => {
    expect(() => readSnapshot({ rules: {} })).toThrow();
  });
});

describe("the roles of somebody", () => {
  it("are all for a writer and none for others where there are no rules", () => {
    expect(rolesOf(null, somebody)).toEqual(roles);
    expect(rolesOf(null, { ...somebody, mayWrite: false })).toEqual([]);
    expect(rolesOf(null, { ...somebody, type: "Bot", slug: "helper" })).toEqual([]);
  });

  it("are those that name nobody for a writer", () => {
    expect(rolesOf(snapshot, somebody)).toEqual(free);
    expect(rolesOf(snapshot, { ...somebody, mayWrite: false })).toEqual([]);
  });

  it("are those that name the person, by id", () => {
    expect(rolesOf(snapshot, { ...somebody, id: 1, mayWrite: false })).toEqual(["q_assistant", "code_writer"]);
  });

  it("are those of the teams that the person is in", () => {
    const who = { ...somebody, mayWrite: false };
    expect(rolesOf(snapshot, who, new Set(["acme/product"]))).toEqual(["q_assistant", "code_writer"]);
    expect(rolesOf(snapshot, who, new Set(["acme/writers"]))).toEqual(["code_writer"]);
  });

  it("are those of an App that name it, by its bot's id or its slug", () => {
    const bot = { ...somebody, type: "Bot" } as const;
    expect(rolesOf(snapshot, { ...bot, id: 30 })).toEqual(["code_writer"]);
    expect(rolesOf(snapshot, { ...bot, slug: "helper" })).toEqual(["code_writer"]);
    expect(rolesOf(snapshot, { ...bot, slug: "other" })).toEqual([]);
    expect(rolesOf(snapshot, { ...bot, id: 1 })).toEqual([]);
  });
});

describe("the teams to ask about", () => {
  it("are those that could give another role, and can be seen", () => {
    expect(teamsToAsk(null, { id: 1 })).toEqual([]);
    expect(teamsToAsk(snapshot, { id: 9 })).toEqual([{ team: "acme/product", teamId: 20 }]);
    expect(teamsToAsk(snapshot, { id: 1 })).toEqual([]);
  });
});

describe("names that stand for nobody", () => {
  it("are told by role, with whether somebody is left", () => {
    const nothing = { users: [], teams: [], apps: [], hidden: [] };
    expect(lostNames(snapshot)).toEqual([
      { role: "q_assistant", ...nothing, users: ["omar"], isPlayed: true },
      { role: "code_writer", ...nothing, apps: ["helper"], hidden: ["acme/writers"], isPlayed: true },
    ]);
    expect(lostNames({ ...snapshot, users: {}, teams: {}, apps: {} })).toMatchObject([
      { role: "q_assistant", users: ["Maria", "omar"], teams: ["Acme/Product"], isPlayed: false },
      { role: "code_writer", isPlayed: false },
    ]);
  });
});

describe("problems beside those of the text", () => {
  it("of a file that cannot be read stand at its beginning", () => {
    expect(fileProblem("directory")).toEqual({
      line: 1,
      column: 1,
      path: "",
      message: "The rules cannot be read: there is a directory in the place of the file.",
      suggestion: null,
    });
  });

  it("of a schema stand where the rules name it", () => {
    const file = "\uFEFFstart: manual\nhandoff-schemas:\n  planning: .github/plan.json\n";
    expect(schemaProblem(file, "planning", "it is no JSON")).toEqual({
      line: 3,
      column: 13,
      path: "handoff-schemas.planning",
      message: "handoff-schemas.planning names a file that cannot be used: it is no JSON.",
      suggestion: null,
    });
  });

  it("are read again as they were kept", () => {
    const broken = { kind: "broken", problems: [fileProblem("symlink")] };
    expect(readTrouble(broken)).toEqual(broken);
    expect(readTrouble({ kind: "refused", what: "no" })).toEqual({ kind: "refused", what: "no" });
    expect(readTrouble(null)).toBeNull();
    expect(readTrouble({ kind: "else" })).toBeNull();
  });
});
