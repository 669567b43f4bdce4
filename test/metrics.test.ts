import { describe, expect, it } from "vitest";
import { createMetrics } from "../src/metrics.ts";

describe("the metrics", () => {
  it("count deliveries by event and meaning", async () => {
    const { registry, countDelivery } = createMetrics();
    countDelivery("issue_comment", "request");
    countDelivery("issue_comment", "request");
    countDelivery("check_run", "fact");
    const text = await registry.metrics();
    expect(text).toContain('baton_deliveries_total{event="issue_comment",meaning="request"} 2');
    expect(text).toContain('baton_deliveries_total{event="check_run",meaning="fact"} 1');
  });

  it("count every event that they do not know as one, so that a header cannot make up names without end", async () => {
    const { registry, countDelivery } = createMetrics();
    for (let count = 0; count < 100; count += 1) countDelivery(`event-${String(count)}`, "ignored");
    const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("baton_deliveries_total{"));
    expect(lines).toEqual(['baton_deliveries_total{event="other",meaning="ignored"} 100']);
  });

  it("are each process's own: two in one process do not get in each other's way", () => {
    expect(() => [createMetrics(), createMetrics()]).not.toThrow();
  });
});
