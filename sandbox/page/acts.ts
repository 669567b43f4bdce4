import { z } from "zod";
import { pullDriver } from "../driver/pull-driver.ts";
import { repositoryDriver } from "../driver/repository-driver.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";

const by = z.string().min(1);
const text = z.string().min(1);
const run = z.coerce.number().int();

const request = z.discriminatedUnion("action", [
  z.object({ action: z.literal("comment"), by, body: text }),
  z.object({ action: z.literal("label"), by, name: text }),
  z.object({ action: z.literal("unlabel"), by, name: text }),
  z.object({
    action: z.literal("review"),
    by,
    state: z.enum(["approved", "changes_requested", "commented"]),
    body: z.string(),
  }),
  z.object({ action: z.literal("check"), by, name: text, conclusion: z.enum(["success", "failure", ""]) }),
  z.object({
    action: z.literal("deploy"),
    by,
    environment: text,
    state: z.enum(["success", "failure", "in_progress"]),
  }),
  z.object({ action: z.literal("press"), by, run, identifier: text }),
  z.object({ action: z.literal("rerequest"), by, run }),
  z.object({ action: z.enum(["push", "merge", "close", "reopen", "ready", "draft"]), by }),
]);

/** Does what somebody did on the page; what cannot be done is an error that says why. */
export function act(world: World, pull: Pull, body: unknown): void {
  const wanted = request.parse(body);
  const driver = pullDriver(world, pull);
  const repository = repositoryDriver(world, pull.repository);
  const sha = pull.pull.merged?.sha ?? driver.headSha;
  switch (wanted.action) {
    case "comment":
      return void driver.comment(wanted.by, wanted.body);
    case "label":
      return driver.label(wanted.by, wanted.name);
    case "unlabel":
      return driver.unlabel(wanted.by, wanted.name);
    case "review":
      return void driver.review(wanted.by, wanted.state, wanted.body);
    case "check": {
      const { name, conclusion } = wanted;
      return void repository.check({ sha: driver.headSha, name, ...(conclusion === "" ? {} : { conclusion }) });
    }
    case "deploy":
      return void repository.deploy({ sha, environment: wanted.environment, state: wanted.state });
    case "press":
      return driver.pressButton(wanted.by, wanted.run, wanted.identifier);
    case "rerequest":
      return driver.rerequest(wanted.by, wanted.run);
    case "push":
      return void driver.push(wanted.by);
    default:
      return driver[wanted.action](wanted.by);
  }
}
