import { describe, expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { createMetrics } from "../../src/metrics.ts";
import { startRelay } from "../support/relay.ts";

const metrics = createMetrics();

function appThat(health: { ready?: () => Promise<boolean>; stopping?: boolean } = {}) {
  const { ready = () => Promise.resolve(true), stopping = false } = health;
  return createApp({ isReady: ready, isStopping: () => stopping }, metrics.registry);
}

async function get(app: ReturnType<typeof createApp>, path: string) {
  const response = await app.request(path);
  return { status: response.status, body: await response.json() };
}

describe("liveness", () => {
  it("is told whatever the database does", async () => {
    const app = appThat({ ready: () => Promise.resolve(false), stopping: true });
    expect(await get(app, "/healthz")).toEqual({ status: 200, body: { status: "ok" } });
  });
});

describe("readiness", () => {
  it("is told while the database answers", async () => {
    expect(await get(appThat(), "/readyz")).toEqual({ status: 200, body: { status: "ready" } });
  });

  it("is denied while the database is away", async () => {
    const app = appThat({ ready: () => Promise.resolve(false) });
    expect(await get(app, "/readyz")).toEqual({ status: 503, body: { status: "database_away" } });
  });

  it("is denied in time by a database that hangs", async () => {
    const app = appThat({ ready: () => new Promise<boolean>(() => undefined) });
    expect(await get(app, "/readyz")).toEqual({ status: 503, body: { status: "database_away" } });
  });

  it("is denied once the process was told to stop", async () => {
    const app = appThat({ stopping: true });
    expect(await get(app, "/readyz")).toEqual({ status: 503, body: { status: "stopping" } });
  });
});

describe("other addresses", () => {
  it("are not found, in JSON", async () => {
    expect(await get(appThat(), "/nowhere")).toEqual({
      status: 404,
      body: { error: "There is nothing at this address." },
    });
  });

  it("say at the root what this is", async () => {
    expect(await (await appThat().request("/")).text()).toContain("Baton, a GitHub App");
  });
});

describe("metrics", () => {
  it("come in Prometheus' format, with those of the process", async () => {
    metrics.countDelivery("issue_comment", "request");
    const response = await appThat().request("/metrics");
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toContain("# TYPE baton_deliveries_total counter");
    expect(text).toContain('baton_deliveries_total{event="issue_comment",meaning="request"} 1');
    expect(text).toContain("process_cpu_seconds_total");
  });
});

describe("a running Baton", () => {
  it("is ready, is not while its database is away, and is again when it is back", async () => {
    const relay = await startRelay({ proxied: true });
    try {
      const ready = async () => (await fetch(`http://127.0.0.1:${String(relay.baton().port)}/readyz`)).status;
      expect(await ready()).toBe(200);
      await relay.proxy?.goAway();
      expect(await ready()).toBe(503);
      await relay.proxy?.comeBack();
      expect(await ready()).toBe(200);
    } finally {
      await relay.close();
    }
  });
});
