import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "../../src/store/database.ts";
import { intakeFact } from "../../src/store/intake-fact.ts";
import { evidenceNeeds } from "../../src/workflow/needs.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, mustSave, newWorkflow, now, startOf } from "./sample-workflow.ts";

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

/** A workflow in each state under each way to complete a deployment, and one that waits for one and was cancelled. */
function everyKind(): readonly Workflow[] {
  const kinds = states.flatMap((currentState) =>
    (["command", "deployment", "merge"] as const).map((completeOn) => ({
      ...newWorkflow({ currentState, policy: { ...defaultPolicy, deployment: { ...noDeployment, completeOn } } }),
      ...(currentState === "complete" ? ({ status: "complete", completedAt: now } as const) : {}),
      ...(currentState === "error" ? ({ errorFrom: "deployment" } as const) : {}),
    })),
  );
  const waiting = kinds.filter((each) => evidenceNeeds(each, null).deployments);
  const ended = waiting.map((each) => ({ ...each, status: "cancelled", cancelledBy: "closed" }) as const);
  return [...kinds, ...ended].map((workflow, index) => ({ ...workflow, id: newWorkflow().id, pullNumber: index + 1 }));
}

const noDeployment = defaultPolicy.deployment;

test("a deployment concerns the relays that read deployments, and no others", async () => {
  const { db } = fresh;
  const workflows = everyKind();
  for (const workflow of workflows) {
    await insertPull(db, 100, workflow.pullNumber);
    await mustSave(db, startOf(workflow, { wantsFacts: false }));
  }
  const readers = workflows.filter((each) => evidenceNeeds(each, null).deployments);
  expect(readers).toHaveLength(2);
  const repository = { id: 100, ownerId: 5, fullName: "acme/shop", installationId: 9 };
  const fact = { repository, about: { by: "repository" }, wantsFacts: true, wantsReport: false } as const;
  expect(await intakeFact(db, { ...fact, announcedHead: null, lookAt: now, now, errand: null })).toBe(readers.length);
  expect(await query(db, "select number from pull_requests where facts_wanted > 0 order by 1", [])).toEqual(
    readers.map(({ pullNumber }) => ({ number: pullNumber })),
  );
});
