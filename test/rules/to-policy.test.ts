import { describe, expect, it } from "vitest";
import { toPolicy } from "../../src/rules/to-policy.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { full } from "./full.ts";
import { rulesOf } from "./said.ts";

describe("the policy", () => {
  it("of an empty file is that of a repository without one", () => {
    expect(toPolicy(rulesOf(""))).toStrictEqual(defaultPolicy);
  });

  it("of a file that says everything has all of it that the core needs", () => {
    expect(toPolicy(rulesOf(full))).toStrictEqual({
      start: "opened",
      roles: {
        q_assistant: { accept: "manual", call: null },
        code_writer: { accept: "manual", call: { way: "actions_workflow", file: "code-writer.yml" } },
        test_auditor: { accept: "automatic", call: null },
        verification_overseer: {
          accept: "manual",
          call: { way: "request_review", users: [], teams: ["acme/reviewers"] },
        },
        release_manager: { accept: "automatic", call: { way: "mention", names: ["omar"] } },
      },
      testing: {
        checks: [
          { name: "build", app: null },
          { name: "test / *", app: null },
          { name: "scan", app: "code-scanner" },
        ],
        onFailure: "fail",
        settleSeconds: 30,
      },
      verification: { approvals: 2, onChangesRequested: "nothing" },
      deployment: { environment: "production", creator: "github-actions[bot]", completeOn: "deployment" },
      gate: "testing",
      limits: { retries: 3, phaseHours: { testing: 4, verification: 48.5 }, claimMinutes: 45 },
      separationOfDuties: true,
    });
  });

  it.each([
    ["call: { mention: true }", { way: "mention", names: ["maria", "acme/product", "copilot-swe-agent"] }],
    ["call: { request-review: true }", { way: "request_review", users: ["maria"], teams: ["acme/product"] }],
    ["call: { actions-workflow: coder.yml }", { way: "actions_workflow", file: "coder.yml" }],
    ["call: { mention: false }", null],
    ["call: { request-review: false }", null],
    ["call: {}", null],
  ])("calls a role as the rules say: %s", (call, expected) => {
    const names = "users: [maria], teams: [acme/product], apps: [copilot-swe-agent]";
    const { roles } = toPolicy(rulesOf(`roles: { code_writer: { ${names}, ${call} } }`));
    expect(roles.code_writer.call).toStrictEqual(expected);
  });

  it("believes whoever reports a check that is told as a mapping without an App", () => {
    const { checks } = toPolicy(rulesOf('testing: { checks: [{ name: "build" }] }')).testing;
    expect(checks).toStrictEqual([{ name: "build", app: null }]);
  });

  it("waits for a person to accept testing where the rules want one", () => {
    expect(toPolicy(rulesOf("roles: { test_auditor: { accept: manual } }")).roles.test_auditor.accept).toBe("manual");
  });
});
