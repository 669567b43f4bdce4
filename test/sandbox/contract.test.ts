import { expect, test } from "vitest";
import type { Exchange } from "../../sandbox/rest/exchange.ts";
import { createContract } from "../support/github-contract.ts";
import { openDesk } from "./desk.ts";

const label: Exchange = {
  method: "POST",
  path: "/repos/acme/shop/labels",
  query: {},
  requestBody: { name: "bug", color: "ff0000" },
  status: 201,
  isFaulty: false,
  responseHeaders: { "content-type": "application/json" },
  responseBody: {
    id: 1,
    node_id: "LA_1",
    url: "https://example.com/labels/bug",
    name: "bug",
    color: "ff0000",
    default: false,
    description: null,
  },
};

test("an exchange as GitHub describes it is clean", () => {
  const contract = createContract();
  expect(contract.checkExchange(label)).toEqual([]);
  contract.exchange(label);
  expect(() => contract.assertClean()).not.toThrow();
});

test.each<[string, Partial<Exchange>, RegExp]>([
  ["an answer that lacks something", { responseBody: { ...(label.responseBody as object), id: undefined } }, /'id'/],
  ["an answer of the wrong type", { responseBody: { ...(label.responseBody as object), default: "no" } }, /boolean/],
  ["a status that is not described", { status: 202 }, /no such status/],
  ["a request with an unknown property", { requestBody: { name: "bug", colour: "red" } }, /no colour/],
  ["a request of the wrong type", { requestBody: { name: 7 } }, /name must be string/],
  ["a request without its body", { requestBody: undefined }, /body is missing/],
  ["an unknown query parameter", { query: { perpage: "5" } }, /query parameter perpage/],
  ["a path that is not GitHub's", { path: "/repos/acme/shop/tags-of-old" }, /no such request/],
  ["a refusal without a message", { status: 422, responseBody: {} }, /422/],
])("%s is a violation", (_, change, problem) => {
  const contract = createContract();
  const exchange = { ...label, ...change };
  expect(contract.checkExchange(exchange).join("\n")).toMatch(problem);
  contract.exchange(exchange);
  expect(() => contract.assertClean()).toThrow(problem);
});

test("unknown properties are found deep down and inside lists", () => {
  const output = { title: "a", summary: "b", annotations: [{ path: "a", line: 1 }] };
  const request = { name: "Baton", head_sha: "a", output, actions: [] };
  const path = "/repos/acme/shop/check-runs";
  const problems = createContract().checkExchange({ ...label, path, requestBody: request });
  expect(problems.join("\n")).toContain("no output.annotations[].line in the request");
});

test("a request that is answered with a refusal, or by a fault, is held against the description all the same", () => {
  const responseBody = { message: "No", documentation_url: "https://x.example" };
  const requestBody = { name: "bug", colour: "red" };
  for (const status of [403, 404, 422]) {
    const refused = { ...label, requestBody, status, responseBody };
    expect(createContract().checkExchange(refused).join("\n")).toContain("no colour in the request");
  }
  const lost = { ...label, requestBody, status: 0, isFaulty: true, responseBody: undefined };
  expect(createContract().checkExchange(lost)).toEqual([
    `POST ${label.path} → 0: the description has no colour in the request`,
  ]);
  const nowhere = { ...label, path: "/repos/acme/shop/lables", status: 404, responseBody };
  expect(createContract().checkExchange(nowhere).join("\n")).toContain("no such request");
});

test("where refusals are tried out, what was refused as wrong may be wrong, and nothing else", () => {
  const contract = createContract({ triesRefusals: true });
  const responseBody = { message: "No", documentation_url: "https://x.example" };
  const wrong = { ...label, requestBody: { colour: "red" }, responseBody };
  expect(contract.checkExchange({ ...wrong, status: 422 })).toEqual([]);
  expect(contract.checkExchange({ ...wrong, path: "/no/such/thing", status: 404 })).toEqual([]);
  expect(contract.checkExchange({ ...wrong, status: 403 }).join("\n")).toContain("no colour");
});

test("a payload that lacks something, and an event that GitHub does not have, are violations", async () => {
  const desk = await openDesk();
  desk.repository.openPull({ by: "chen" }).comment("chen", "/start");
  await desk.arrived();
  const { payload } = desk.webhooks.at(-1)!;
  const contract = createContract();
  expect(contract.checkPayload("issue_comment", "created", payload)).toEqual([]);
  expect(contract.checkPayload("issue_comment", "created", { ...payload, comment: undefined }).join()).toContain(
    "'comment'",
  );
  expect(contract.checkPayload("issue_comment", "whispered", payload).join()).toContain("no such event");
  await desk.close();
});
