import type { PullDriver, RepositoryDriver, Sandbox } from "../sandbox.ts";
import type { Scene } from "./scene.ts";

/** Who works on the shop. */
const people = { maria: "admin", omar: "maintain", chen: "write", tara: "triage", rita: "read" } as const;

export interface Shop {
  readonly shop: RepositoryDriver;
  readonly pull: PullDriver;
}

/** Makes the shop's repository, with some files, and opens the pull request that every story tells of. */
export function openShop(scene: Scene, sandbox: Sandbox, files: Readonly<Record<string, string>> = {}): Shop {
  const shop = sandbox.createRepository({ owner: "acme", name: "shop", users: people, files });
  const pull = shop.openPull({ by: "chen", title: "Pay by card", body: "Customers ask for it.", head: "pay-by-card" });
  scene.say("chen", `opens pull request #${String(pull.number)}: Pay by card`);
  return { shop, pull };
}
