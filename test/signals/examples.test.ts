import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { classify } from "../../src/signals/classify.ts";
import { parseErrand } from "../../src/signals/errand.ts";
import { parseRequest, storeRequest } from "../../src/signals/stored-request.ts";
import type { Signal } from "../../src/signals/signal.ts";
import { whyUnused } from "../../src/signals/unused-events.ts";
import { batonApp } from "../support/baton-app.ts";

interface Definition {
  readonly name: string;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

const { resolve } = createRequire(import.meta.url);

it.each(["api.github.com", "ghes-31", "ghes-35"])(
  "every example payload of %s means something or is ignored",
  async (set) => {
    const file = resolve(`@octokit/webhooks-examples/${set}/index.json`);
    const definitions = JSON.parse(await readFile(file, "utf8")) as readonly Definition[];
    const counts = new Map<string, number>();
    for (const { name, examples } of definitions) {
      for (const example of examples) {
        const { action } = example;
        // Most examples are of a repository's own webhook, which has no installation.
        const payload = { installation: { id: 1 }, ...example };
        const signal = classify({ event: name, payload }, { appId: 4711, slug: "baton" });
        if (signal.kind === "request") expect(parseRequest(storeRequest(signal.request))).toEqual(signal.request);
        const line = `${typeof action === "string" ? `${name}.${action}` : name}: ${outcome(signal)}`;
        counts.set(line, (counts.get(line) ?? 0) + 1);
      }
    }
    const table = Array.from(counts, ([line, count]) => `${line}${count === 1 ? "" : ` (${String(count)} times)`}`);
    await expect(`${table.toSorted().join("\n")}\n`).toMatchFileSnapshot(`snapshots/examples-${set}.txt`);
  },
);

it("app.yml asks for the events that Baton reads, and for no other", async () => {
  const file = resolve("@octokit/webhooks-examples/api.github.com/index.json");
  const definitions = JSON.parse(await readFile(file, "utf8")) as readonly Definition[];
  const names = new Set([...definitions.map(({ name }) => name), ...batonApp.events]);
  const read = [...names].filter((event) => {
    const signal = classify({ event, payload: null }, { appId: 4711, slug: "baton" });
    return signal.kind !== "ignored" || signal.because !== whyUnused(event);
  });
  // Every App hears of its installations, and cannot ask for it.
  const asked = read.filter((event) => !event.startsWith("installation"));
  expect(batonApp.events.toSorted()).toEqual(asked.toSorted());
});

function outcome(signal: Signal): string {
  switch (signal.kind) {
    case "ignored":
      return `ignored, ${signal.because}`;
    case "request":
      return `request, ${signal.request.kind}`;
    case "errand":
      expect(parseErrand(JSON.parse(JSON.stringify(signal.errand)))).toEqual(signal.errand);
      return `errand, ${signal.errand.kind}`;
    case "fact": {
      const head = signal.announcedHead === null ? "" : ", head announced";
      return `fact by ${signal.about.by}, wants ${signal.wants.join(" and ")}${head}`;
    }
  }
}
