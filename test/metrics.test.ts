import { describe, expect, it } from "vitest";
import { createMetrics } from "../src/metrics.ts";
import type { Signal } from "../src/signals/signal.ts";
import { batonApp } from "./support/baton-app.ts";

/** What `app.yml` asks for, and what every App hears without asking. */
const batonEvents = [...batonApp.events, "installation", "installation_repositories", "installation_target", "ping"];

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

  it.each(batonEvents)("count %s by its name, as every event that means something", async (event) => {
    const { registry, countDelivery } = createMetrics();
    countDelivery(event, "errand");
    expect(await registry.metrics()).toContain(`baton_deliveries_total{event="${event}",meaning="errand"} 1`);
  });

  it("say which meanings there are", async () => {
    const meanings: Readonly<Record<Signal["kind"], true>> = { request: true, fact: true, errand: true, ignored: true };
    const text = await createMetrics().registry.metrics();
    const help = text.split("\n").find((line) => line.startsWith("# HELP baton_deliveries_total"));
    for (const meaning of Object.keys(meanings)) expect(help).toContain(meaning);
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
