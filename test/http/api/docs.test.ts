import { afterAll, beforeAll, expect, it } from "vitest";
import { startRelay, type Relay } from "../../support/relay.ts";

let relay: Relay;
let url: string;

beforeAll(async () => {
  relay = await startRelay();
  url = `http://127.0.0.1:${String(relay.baton().port)}`;
});
afterAll(() => relay.close());

it("the page about the API comes whole from this server, and its policy lets nothing else in", async () => {
  const page = await fetch(`${url}/api/docs`);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const html = await page.text();
  const addresses = Array.from(html.matchAll(/(?:src|href)="([^"]+)"/g), ([, address = ""]) => address);
  const own = addresses.filter((address) => address !== "data:,");
  expect(own).toHaveLength(4);
  for (const address of own) {
    expect(address).toMatch(/^\/api\//);
    const answer = await fetch(url + address);
    expect([address, answer.status]).toEqual([address, 200]);
    expect((await answer.text()).length).toBeGreaterThan(100);
  }
  const script = await fetch(`${url}/api/docs/swagger-ui-bundle.js`);
  expect(script.headers.get("content-encoding")).toBe("gzip");
  expect(script.headers.get("x-content-type-options")).toBe("nosniff");
});

it("nothing else of its package is served", async () => {
  for (const path of ["package.json", "..%2f..%2fpackage.json", "swagger-ui-bundle.js.map", ""]) {
    expect((await fetch(`${url}/api/docs/${path}`)).status).toBe(404);
  }
});
