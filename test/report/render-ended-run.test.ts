import { expect, it } from "vitest";
import { renderLeftHead, replacedRun } from "../../src/report/render-ended-run.ts";

it("a run that ends without a verdict says which one counts now", () => {
  expect(renderLeftHead("f".repeat(40)).summary).toContain("f".repeat(40));
  expect(replacedRun.summary).toContain('The latest check run "Baton"');
});
