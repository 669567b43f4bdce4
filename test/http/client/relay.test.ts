import createClient, { type Client } from "openapi-fetch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { roles } from "../../../src/workflow/roles.ts";
import { playWholeRelay, type Cast, type Player } from "../../support/agents-story.ts";
import { callerFor, type CallerOptions } from "../../support/api-caller.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { openRepository, type Stage } from "../../support/stage.ts";
import type { components, paths } from "./api.d.ts";
import { describeClient } from "./describe-client.ts";

let relay: Relay;
let stage: Stage;
let url: string;

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
  await stage.say(stage.openPull(), "rita", "/help");
  url = `http://127.0.0.1:${String(relay.baton().port)}`;
});
afterAll(() => relay.close());

it("the types of the client are those of the description that the server gives of itself", async () => {
  const description = await (await fetch(`${url}/api/openapi.json`)).json();
  await expect(await describeClient(description)).toMatchFileSnapshot("api.d.ts");
});

it("five clients with five tokens play a whole relay over HTTP, with a retry and a rollback, as their prompts tell them", async () => {
  const each = roles.map(async (role) => [role, await playerFor({ roles: [role], label: `the ${role}` })] as const);
  const operator = await playerFor({ roles: [], isOperator: true, label: "the desk" });
  const cast = { ...Object.fromEntries(await Promise.all(each)), operator } as Cast;
  await playWholeRelay(relay, stage, cast);
}, 90_000);

it("a refusal has the type that the description gives it", async () => {
  const { token } = await callerFor(relay, [stage.repository.id]);
  const { data, error, response } = await clientWith(token).GET("/api/workflows/{workflow_id}/status", {
    params: { path: { workflow_id: "0195500e-0000-7000-8000-000000000001" } },
  });
  expect([data, error?.type, response.status]).toEqual([undefined, "/problems/not-found", 404]);
});

async function playerFor(options: CallerOptions): Promise<Player> {
  const { token } = await callerFor(relay, [stage.repository.id], options);
  return overHttp(clientWith(token));
}

function clientWith(token: string): Client<paths> {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
}

function overHttp(client: Client<paths>): Player {
  const at = (workflow_id: string) => ({ path: { workflow_id } });
  const advance = async (id: string, given: unknown) => {
    // What a context message shows is JSON; the server holds it against the schema.
    const body = given as components["schemas"]["Advance"];
    return answerOf(await client.POST("/api/workflows/{workflow_id}/advance", { params: at(id), body }));
  };
  return {
    start: async (project_id, body) =>
      answerOf(await client.POST("/api/workflows/{project_id}/start", { params: { path: { project_id } }, body })),
    work: async () => answerOf(await client.GET("/api/work")),
    context: async (id, role) => {
      const params = { ...at(id), query: { role } };
      return answerOf(await client.GET("/api/workflows/{workflow_id}/context", { params }));
    },
    accept: advance,
    complete: advance,
    retry: async (id, reason) => {
      const body = { reason };
      return answerOf(await client.POST("/api/workflows/{workflow_id}/request-retry", { params: at(id), body }));
    },
    rollback: async (id, target_state, reason) => {
      const body = { target_state, reason };
      return answerOf(await client.POST("/api/workflows/{workflow_id}/rollback", { params: at(id), body }));
    },
    status: async (id) => answerOf(await client.GET("/api/workflows/{workflow_id}/status", { params: at(id) })),
    history: async (id) => {
      const params = { ...at(id), query: { limit: 50 } };
      return answerOf(await client.GET("/api/workflows/{workflow_id}/history", { params }));
    },
  };
}

function answerOf<T>({ data, error }: { readonly data?: T; readonly error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}
