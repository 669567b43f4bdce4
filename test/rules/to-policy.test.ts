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
      roles: {
        q_assistant: { accept: "manual" },
        code_writer: { accept: "manual" },
        test_auditor: { accept: "automatic" },
        verification_overseer: { accept: "manual" },
        release_manager: { accept: "automatic" },
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
      limits: { retries: 3, phaseHours: { testing: 4, verification: 48.5 } },
      separationOfDuties: true,
    });
  });

  it("waits for a person to accept testing where the rules want one", () => {
    expect(toPolicy(rulesOf("roles: { test_auditor: { accept: manual } }")).roles.test_auditor.accept).toBe("manual");
  });
});
