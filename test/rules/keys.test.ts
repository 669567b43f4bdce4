import { describe, expect, it } from "vitest";
import { full } from "./full.ts";
import { rulesOf, said } from "./said.ts";

const list = (length: number, entry = "a") => `[${Array.from({ length }, () => entry).join(", ")}]`;
const role = (text: string) => `roles: { code_writer: ${text} }`;

describe("what a file leaves out", () => {
  const nobody = { users: [], teams: [], apps: [], actions: [], accept: "manual" };
  const defaults = {
    start: "manual",
    roles: {
      q_assistant: nobody,
      code_writer: nobody,
      test_auditor: { ...nobody, accept: "automatic" },
      verification_overseer: nobody,
      release_manager: nobody,
    },
    testing: { checks: "all", "on-failure": "retry", "settle-seconds": 10 },
    verification: { approvals: 0, "on-changes-requested": "retry" },
    deployment: { "complete-on": "command" },
    gate: "verification",
    limits: { retries: 5, "phase-hours": {}, "claim-minutes": 30 },
    "separation-of-duties": false,
    "handoff-schemas": {},
    "without-workflow": "none",
  };

  it.each([
    ["an empty file", ""],
    ["a file of comments", "# Nothing yet.\n\n"],
    ["an empty document", "---\n"],
    ["an empty mapping", "{}"],
    ["empty sections", "roles: { q_assistant: {} }\ntesting: {}\nlimits: { phase-hours: {} }\nhandoff-schemas: {}"],
  ])("has its default: %s", (_, text) => {
    expect(rulesOf(text)).toStrictEqual(defaults);
  });
});

describe("what a file says", () => {
  it("is what holds", () => {
    expect(rulesOf(full)).toStrictEqual({
      start: "opened",
      roles: {
        q_assistant: { users: ["maria"], teams: ["acme/product"], apps: [], actions: [], accept: "manual" },
        code_writer: {
          users: [],
          teams: [],
          apps: ["copilot-swe-agent"],
          actions: [],
          accept: "manual",
          call: { "actions-workflow": "code-writer.yml" },
        },
        test_auditor: { users: [], teams: [], apps: [], actions: [], accept: "automatic" },
        verification_overseer: {
          users: [],
          teams: ["acme/reviewers"],
          apps: [],
          actions: [],
          accept: "manual",
          call: { "request-review": true },
        },
        release_manager: {
          users: ["omar"],
          teams: [],
          apps: [],
          actions: ["release.yml"],
          accept: "automatic",
          call: { mention: true },
        },
      },
      testing: {
        checks: ["build", "test / *", { name: "scan", app: "code-scanner" }],
        "on-failure": "fail",
        "settle-seconds": 30,
      },
      verification: { approvals: 2, "on-changes-requested": "nothing" },
      deployment: { environment: "production", creator: "github-actions[bot]", "complete-on": "deployment" },
      gate: "testing",
      limits: { retries: 3, "phase-hours": { testing: 4, verification: 48.5 }, "claim-minutes": 45 },
      "separation-of-duties": true,
      "handoff-schemas": { planning: ".github/baton/planning.schema.json" },
      "without-workflow": "neutral",
    });
  });

  it.each([
    "start: manual",
    "start: label",
    role("{ users: [a, A-1, octo-cat_acme] }"),
    role(`{ users: ${list(100)} }`),
    role("{ teams: [acme/a.b_c-d] }"),
    role(`{ teams: ${list(50, "a/b")}, apps: ${list(50)}, actions: ${list(50, "a.yml")} }`),
    role("{ actions: [release.yaml, Nightly build.yml] }"),
    role("{ call: {} }"),
    role("{ call: { mention: false } }"),
    role("{ users: [a], call: { mention: true } }"),
    role("{ teams: [a/b], call: { mention: true } }"),
    role("{ apps: [a], call: { mention: true } }"),
    role("{ users: [a], call: { request-review: true } }"),
    role("{ call: { actions-workflow: agent.yml } }"),
    "testing: { checks: all }",
    "testing: { checks: [] }",
    `testing: { checks: ${list(100)} }`,
    `testing: { checks: ["a?b", "*", "test (20, [arm])", "** / *", { name: "*", app: x }, { name: y }] }`,
    `testing: { checks: ["${"a".repeat(200)}"] }`,
    "testing: { on-failure: nothing, settle-seconds: 0 }",
    "testing: { settle-seconds: 3600 }",
    "verification: { approvals: 50, on-changes-requested: fail }",
    "deployment: { complete-on: merge }",
    `deployment: { environment: "prod / eu-1", creator: maria, complete-on: command }`,
    `deployment: { environment: "${"e".repeat(255)}" }`,
    "gate: deployment",
    "limits: { retries: 0, phase-hours: { discovery: 0.5, deployment: 8760 } }",
    "limits: { retries: 100, claim-minutes: 1440 }",
    "separation-of-duties: false",
    "handoff-schemas: { discovery: .github/a.json, deployment: .github/.hidden/..x/b.json }",
    "without-workflow: none",
  ])("may be %s", (text) => {
    expect(said(text)).toEqual([]);
  });
});

describe("a value that is not of its kind", () => {
  it.each<[string, string]>([
    ["start: open", "1:8 start must be manual, opened or label."],
    ["start: Opened", "1:8 start must be manual, opened or label. → opened"],
    ["start: lable", "1:8 start must be manual, opened or label. → label"],
    ["start: [manual]", "1:8 start must be manual, opened or label."],
    ["start: true", "1:8 start must be manual, opened or label."],
    ["roles: [maria]", "1:8 roles must be a mapping, as in `key: value`."],
    ["roles: { code_writer: maria }", "1:23 roles.code_writer must be a mapping, as in `key: value`."],
    [role("{ users: maria }"), "1:32 roles.code_writer.users must be a list, as in [one, two]. → [maria]"],
    [role("{ users: '@maria' }"), `1:32 roles.code_writer.users must be a list, as in [one, two]. → ["@maria"]`],
    [role("{ users: 007 }"), "1:32 roles.code_writer.users must be a list, as in [one, two]. → [007]"],
    [role("{ users: { a: b } }"), "1:32 roles.code_writer.users must be a list, as in [one, two]."],
    [
      role("{ users: [a, 007] }"),
      '1:36 roles.code_writer.users[1] must be the login of a user, as in maria; Apps are named under `apps`. → "007"',
    ],
    [
      role("{ users: ['@maria'] }"),
      "1:33 roles.code_writer.users[0] must be the login of a user, as in maria; Apps are named under `apps`. → maria",
    ],
    [
      role("{ users: ['a b'] }"),
      "1:33 roles.code_writer.users[0] must be the login of a user, as in maria; Apps are named under `apps`.",
    ],
    [role(`{ users: ${list(101)} }`), "1:32 roles.code_writer.users may have at most 100 entries."],
    [role(`{ teams: ${list(51, "a/b")} }`), "1:32 roles.code_writer.teams may have at most 50 entries."],
    [role(`{ apps: ${list(51)} }`), "1:31 roles.code_writer.apps may have at most 50 entries."],
    [role(`{ actions: ${list(51, "a.yml")} }`), "1:34 roles.code_writer.actions may have at most 50 entries."],
    [
      role("{ teams: [reviewers] }"),
      "1:33 roles.code_writer.teams[0] must be an organization and a team's slug, as in acme/reviewers.",
    ],
    [
      role("{ teams: ['@acme/reviewers'] }"),
      "1:33 roles.code_writer.teams[0] must be an organization and a team's slug, as in acme/reviewers. → acme/reviewers",
    ],
    [
      role("{ apps: ['copilot[bot]'] }"),
      "1:32 roles.code_writer.apps[0] must be an App's slug, the last part of its page's address, as in github-actions. → copilot",
    ],
    [
      role("{ apps: ['https://github.com/apps/copilot'] }"),
      "1:32 roles.code_writer.apps[0] must be an App's slug, the last part of its page's address, as in github-actions. → copilot",
    ],
    [
      role("{ actions: [.github/workflows/release.yml] }"),
      "1:35 roles.code_writer.actions[0] must be the name of a file in .github/workflows, as in release.yml. → release.yml",
    ],
    [
      role("{ actions: [release.sh] }"),
      "1:35 roles.code_writer.actions[0] must be the name of a file in .github/workflows, as in release.yml.",
    ],
    [role("{ accept: auto }"), "1:33 roles.code_writer.accept must be manual or automatic."],
    [role("{ call: mention }"), "1:31 roles.code_writer.call must be a mapping, as in `key: value`."],
    [
      role("{ call: { actions-workflow: ../x.yml } }"),
      "1:51 roles.code_writer.call.actions-workflow must be the name of a file in .github/workflows, as in release.yml. → x.yml",
    ],
    [
      role("{ users: [a], call: { mention: yes } }"),
      "1:54 roles.code_writer.call.mention must be true or false. → true",
    ],
    ["testing: { checks: build }", "1:20 testing.checks must be `all` or a list of names of checks. → [build]"],
    ["testing: { checks: All }", "1:20 testing.checks must be `all` or a list of names of checks. → all"],
    ["testing: { checks: { a: b } }", "1:20 testing.checks must be `all` or a list of names of checks."],
    [`testing: { checks: ${list(101)} }`, "1:20 testing.checks may have at most 100 entries."],
    [
      "testing: { checks: [1.20] }",
      '1:21 testing.checks[0] must be the name of a check, or a mapping as in { name: "build", app: "github-actions" }. → "1.20"',
    ],
    [
      "testing: { checks: ['!lint'] }",
      '1:21 testing.checks[0] must be the name of a check, as in build or "test / *" (200 characters, 4 times *, no ! in front).',
    ],
    [
      "testing: { checks: [' build '] }",
      '1:21 testing.checks[0] must be the name of a check, as in build or "test / *" (200 characters, 4 times *, no ! in front). → build',
    ],
    [
      "testing: { checks: ['*a*b*c*d*'] }",
      '1:21 testing.checks[0] must be the name of a check, as in build or "test / *" (200 characters, 4 times *, no ! in front).',
    ],
    [
      `testing: { checks: [${"a".repeat(201)}] }`,
      '1:21 testing.checks[0] must be the name of a check, as in build or "test / *" (200 characters, 4 times *, no ! in front).',
    ],
    [
      "testing: { checks: [build, { app: x }] }",
      '1:28 testing.checks[1].name is missing: it must be the name of a check, as in build or "test / *" (200 characters, 4 times *, no ! in front).',
    ],
    [
      "testing: { checks: [{ name: build, app: a/b }] }",
      "1:41 testing.checks[0].app must be an App's slug, the last part of its page's address, as in github-actions. → b",
    ],
    ["testing: { on-failure: error }", "1:24 testing.on-failure must be retry, fail or nothing."],
    ["testing: { settle-seconds: 3601 }", "1:28 testing.settle-seconds must be a whole number from 0 to 3600."],
    ["testing: { settle-seconds: '10' }", "1:28 testing.settle-seconds must be a whole number from 0 to 3600. → 10"],
    ["testing: { settle-seconds: soon }", "1:28 testing.settle-seconds must be a whole number from 0 to 3600."],
    ["verification: { approvals: -1 }", "1:28 verification.approvals must be a whole number from 0 to 50."],
    ["verification: { approvals: 1.5 }", "1:28 verification.approvals must be a whole number from 0 to 50."],
    ["verification: { approvals: 1e300 }", "1:28 verification.approvals must be a whole number from 0 to 50."],
    [
      "deployment: { environment: 1 }",
      '1:28 deployment.environment must be the name of a deployment environment, as in production: at most 255 characters on one line. → "1"',
    ],
    [
      "deployment: { creator: a b }",
      "1:24 deployment.creator must be the login of a user or an App's slug, as in github-actions.",
    ],
    [
      "deployment: { complete-on: merged }",
      "1:28 deployment.complete-on must be command, deployment or merge. → merge",
    ],
    [
      "deployment: { complete-on: deployment }",
      "1:28 deployment.complete-on is `deployment`, which needs an `environment` to tell which deployment counts.",
    ],
    ["gate: verify", "1:7 gate must be discovery, planning, implementation, testing, verification or deployment."],
    ["limits: { retries: 101 }", "1:20 limits.retries must be a whole number from 0 to 100."],
    ["limits: { claim-minutes: 0 }", "1:26 limits.claim-minutes must be a whole number from 1 to 1440."],
    ["limits: { retries: .nan }", "1:20 limits.retries must be a whole number from 0 to 100."],
    [
      "limits: { phase-hours: { testing: 0 } }",
      "1:35 limits.phase-hours.testing must be a number of hours, more than 0 and at most 8760.",
    ],
    [
      "limits: { phase-hours: { testing: .inf } }",
      "1:35 limits.phase-hours.testing must be a number of hours, more than 0 and at most 8760.",
    ],
    [
      "limits: { phase-hours: { testing: ' 1.5 ' } }",
      "1:35 limits.phase-hours.testing must be a number of hours, more than 0 and at most 8760. → 1.5",
    ],
    ["separation-of-duties: On", "1:23 separation-of-duties must be true or false. → true"],
    ["separation-of-duties: no", "1:23 separation-of-duties must be true or false. → false"],
    ["separation-of-duties: maybe", "1:23 separation-of-duties must be true or false."],
    ...["a.json", ".github/../a.json", ".github/./a.json", "/.github/a", ".github/a.yml", ".github/.json"].map(
      (path): [string, string] => [
        `handoff-schemas: { planning: ${path} }`,
        "1:30 handoff-schemas.planning must be the path of a .json file inside .github/, as in .github/baton/planning.schema.json.",
      ],
    ),
    [
      "handoff-schemas: { planning: ./.github/a.json }",
      "1:30 handoff-schemas.planning must be the path of a .json file inside .github/, as in .github/baton/planning.schema.json. → .github/a.json",
    ],
    ["without-workflow: success", "1:19 without-workflow must be none or neutral."],
  ])("is refused where it stands: %s", (text, problem) => {
    expect(said(text)).toEqual([problem]);
  });
});

describe("keys that do not go together", () => {
  it.each<[string, string]>([
    [
      role("{ users: [a], call: { mention: true, request-review: true } }"),
      "1:43 roles.code_writer.call names several ways to call the role; choose one.",
    ],
    [role("{ call: { mention: true } }"), "1:42 roles.code_writer.call.mention needs users, teams or apps to mention."],
    [
      role("{ apps: [a], call: { request-review: true } }"),
      "1:60 roles.code_writer.call.request-review needs users or teams to ask.",
    ],
  ])("are refused: %s", (text, problem) => {
    expect(said(text)).toEqual([problem]);
  });
});

describe("a key without a value", () => {
  it.each<[string, string]>([
    ["gate: testing\ntesting:\n", "2:1 testing is empty: it must be a mapping, as in `key: value`, or leave it out."],
    ["testing: ~", "1:10 testing is empty: it must be a mapping, as in `key: value`, or leave it out."],
    ["{ start }", "1:3 start is empty: it must be manual, opened or label, or leave it out."],
    [
      "testing:\n  checks:\n    -\n    - a",
      '3:6 testing.checks[0] is empty: it must be the name of a check, or a mapping as in { name: "build", app: "github-actions" }, or leave it out.',
    ],
    [
      role("{ users: null }"),
      "1:32 roles.code_writer.users is empty: it must be a list, as in [one, two], or leave it out.",
    ],
    [
      "deployment: { environment: ~ }",
      "1:28 deployment.environment is empty: it must be the name of a deployment environment, as in production: at most 255 characters on one line, or leave it out.",
    ],
    ["{ separation-of-duties: }", "1:3 separation-of-duties is empty: it must be true or false, or leave it out."],
  ])("is refused: %s", (text, problem) => {
    expect(said(text)).toEqual([problem]);
  });
});

describe("an unknown key", () => {
  const top =
    "start, roles, testing, verification, deployment, gate, limits, separation-of-duties, handoff-schemas, without-workflow";

  it.each<[string, string]>([
    ["strat: manual", "1:1 strat is no key of the rules. → start"],
    ["Gate: testing", "1:1 Gate is no key of the rules. → gate"],
    ["separation_of_duties: true", "1:1 separation_of_duties is no key of the rules. → separation-of-duties"],
    ["withoutWorkflow: none", "1:1 withoutWorkflow is no key of the rules. → without-workflow"],
    ["retries: 3", "1:1 retries is no key of the rules. → limits.retries"],
    ["phaseHours: {}", "1:1 phaseHours is no key of the rules. → limits.phase-hours"],
    ["users: [a]", "1:1 users is no key of the rules. → roles.<role>.users"],
    ["app: x", `1:1 app is no key of the rules; known here: ${top}.`],
    ["planning: x", `1:1 planning is no key of the rules; known here: ${top}.`],
    ["color: red", `1:1 color is no key of the rules; known here: ${top}.`],
    ["__proto__: {}", `1:1 __proto__ is no key of the rules; known here: ${top}.`],
    ["constructor: {}", `1:1 constructor is no key of the rules; known here: ${top}.`],
    ["'': 1", `1:1 "" is no key of the rules; known here: ${top}.`],
    ["'a.b c': 1", `1:1 "a.b c" is no key of the rules; known here: ${top}.`],
    ["1: 2", `1:1 1 is no key of the rules; known here: ${top}.`],
    ["roles: { code-writer: {} }", "1:10 roles.code-writer is no key of the rules. → code_writer"],
    [
      "roles: { tester: {} }",
      "1:10 roles.tester is no key of the rules; known here: q_assistant, code_writer, test_auditor, verification_overseer, release_manager.",
    ],
    [role("{ user: [a] }"), "1:25 roles.code_writer.user is no key of the rules. → users"],
    [role("{ call: { mentions: true } }"), "1:33 roles.code_writer.call.mentions is no key of the rules. → mention"],
    ["testing:\n  check: all", "2:3 testing.check is no key of the rules. → checks"],
    ["testing: { checks: [{ name: a, apps: b }] }", "1:32 testing.checks[0].apps is no key of the rules. → app"],
    [
      "limits: { phase-hours: { test: 1 } }",
      "1:26 limits.phase-hours.test is no key of the rules; known here: discovery, planning, implementation, testing, verification, deployment.",
    ],
    ["handoff-schemas: { plannning: x }", "1:20 handoff-schemas.plannning is no key of the rules. → planning"],
    [`${"x".repeat(1000)}: 1`, `1:1 "${"x".repeat(60)}…" is no key of the rules; known here: ${top}.`],
  ])("is refused, and says what was meant: %s", (text, problem) => {
    expect(said(text)).toEqual([problem]);
  });
});

describe("a file with several problems", () => {
  it("tells them in the order of the file", () => {
    expect(said("gaet: x\ntesting:\n  on-failure: no\n  chekcs: all\nroles: []\nstart: x\n")).toEqual([
      "1:1 gaet is no key of the rules. → gate",
      "3:15 testing.on-failure must be retry, fail or nothing.",
      "4:3 testing.chekcs is no key of the rules. → checks",
      "5:8 roles must be a mapping, as in `key: value`.",
      "6:8 start must be manual, opened or label.",
    ]);
  });

  it("tells fifty of them at most", () => {
    const text = Array.from({ length: 60 }, (_, index) => `key${String(index)}: 1\n`).join("");
    expect(said(text)).toHaveLength(50);
  });

  it("tells of a value once, though it breaks several rules", () => {
    expect(said('start: "man\\0ual"')).toEqual([
      "1:8 start holds a line break or another character that cannot be seen; leave it out.",
    ]);
  });
});
