import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roles, type Role } from "../src/workflow/roles.ts";
import { openDatabase } from "../src/store/database.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";
import { createToken } from "../src/store/tokens/create-token.ts";
import { createAppKey } from "./app-key.ts";
import { readAppManifest } from "./app-manifest.ts";
import { playAgentsStory } from "./demo/agents/story.ts";
import { connectionUrl } from "./demo/connection-url.ts";
import { expected } from "./demo/expected.ts";
import { printEnd } from "./demo/print-end.ts";
import { createScene } from "./demo/scene.ts";
import { startBatonProcess } from "./demo/start-baton.ts";
import { playStory } from "./demo/story.ts";
import { startSandbox } from "./sandbox.ts";

const once = process.argv.includes("--once");
const isBuilt = process.argv.includes("--built");
const isByAgents = process.argv.includes("--agents");
const print = (line: string) => process.stdout.write(`${line}\n`);
const scene = createScene(print, process.stdout.isTTY);
const dayMs = 86_400_000;
const home = await mkdtemp(join(tmpdir(), "baton-demo-"));
const stops: (() => Promise<unknown>)[] = [() => rm(home, { recursive: true, force: true })];

async function end(code: number): Promise<never> {
  for (const stop of stops.splice(0).reverse()) await stop();
  process.exit(code);
}
process.once("SIGINT", () => void end(0));
process.once("SIGTERM", () => void end(0));

try {
  scene.chapter("Setting the stage");
  const postgres = await startEmbeddedPostgres({
    dataDir: join(home, "data"),
    log: () => undefined,
    outside: `${home}-postgres`,
  });
  stops.push(
    () => rm(`${home}-postgres`, { recursive: true, force: true }),
    () => postgres.stop(),
  );
  scene.say("Postgres", "runs, with a database of its own");

  const { privateKey, publicKey } = await createAppKey();
  const webhookSecret = "only for the demo";
  const manifest = readAppManifest(new URL("../app.yml", import.meta.url));
  const sandbox = await startSandbox({ webhookSecret, appId: 1, appSlug: "baton", publicKey, ...manifest });
  stops.push(sandbox.close);
  scene.say("GitHub", `is a small one on this desk: ${sandbox.url}`);

  const baton = await startBatonProcess({
    settings: {
      APP_ID: "1",
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: webhookSecret,
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
      DATABASE_URL: connectionUrl(postgres.connection),
      // The real GitHub wants a second between writes; this one does not mind.
      BATON_WRITE_SPACING_MS: "20",
    },
    logFile: join(home, "baton.log"),
    isBuilt,
  });
  stops.push(baton.stop);
  sandbox.deliverTo(`${baton.url}/api/github/webhooks`);
  scene.say("Baton", `runs as shipped, and takes webhooks at ${baton.url}/api/github/webhooks`);

  const db = openDatabase(postgres.connection);
  stops.push(() => db.close());
  const tokenFor = async (repositoryId: number, role: Role, label: string) => {
    const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + dayMs)];
    const given = { repositoryIds: [repositoryId], roles: [role], isOperator: false, label, createdAt, expiresAt };
    return (await createToken(db, given)).text;
  };
  const pull = isByAgents
    ? await playAgentsStory(scene, sandbox, { batonUrl: baton.url, tokenFor })
    : await playStory(scene, sandbox);
  await printEnd({ print, scene, db, pull, expected: isByAgents ? expected.agents : expected.people });

  print("\nEverything came out as told.");
  if (once) await end(0);
  print(`\nThe pull request is open at ${pull.url}`);
  print("Comment there as maria, omar, chen, tara or rita: /start begins another relay, /help says what else.");
  print(`\nBaton's API and MCP are at ${baton.url}. A token for them, which does everything:`);
  const all = `--repo acme/shop --operator ${roles.map((role) => `--role ${role}`).join(" ")}`;
  print(`DATABASE_URL='${connectionUrl(postgres.connection)}' npm run -s baton -- token create ${all}`);
  print("\nCtrl-C ends it.");
} catch (error) {
  process.stderr.write(`\nThe demo could not go on: ${error instanceof Error ? error.message : String(error)}\n`);
  await end(1);
}
