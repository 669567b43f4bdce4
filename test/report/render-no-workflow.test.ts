import { expect, it } from "vitest";
import { renderNoWorkflow } from "../../src/report/render-no-workflow.ts";

it("a pull request without a workflow is let pass, and told how to begin one", () => {
  const headSha = "f".repeat(40);
  expect(renderNoWorkflow(headSha, "manual")).toMatchObject({
    name: "Baton",
    headSha,
    conclusion: "neutral",
    summary: expect.stringContaining("`/start`") as string,
  });
  expect(renderNoWorkflow(headSha, "label").summary).toContain("Add the label `baton: start` to begin one.");
});
