import { textOf, type Tool } from "../../../examples/agent/tool.ts";
import type { Workplace } from "../../../examples/agent/workplace/workplace.ts";
import type { PullDriver, RepositoryDriver } from "../../sandbox.ts";
import type { Scene } from "../scene.ts";

/** Where the agents of the demo work: what they write, test and deploy is on the small GitHub, which has no git. */
export interface Desk {
  readonly pull: PullDriver;
  readonly workplace: Workplace;
  /** Called once, while Vera reads. */
  readonly interrupt: () => Promise<void>;
}

export interface Setting {
  readonly scene: Scene;
  readonly shop: RepositoryDriver;
  readonly pull: PullDriver;
  readonly interrupt: () => Promise<void>;
}

export function layTheDesk({ scene, shop, pull, interrupt }: Setting): Desk {
  const files = new Map<string, string>();
  const workplace: Workplace = {
    open: ({ role }, isHead) => {
      const tools: Readonly<Record<string, readonly Tool[]>> = {
        code_writer: [writeFile(files), push(files, { scene, pull, isHead })],
        test_auditor: [runTests(files, { scene, shop, pull })],
        release_manager: [deploy({ scene, shop, pull })],
      };
      const headSha = () => pull.headSha;
      return Promise.resolve({ tools: tools[role] ?? [], headSha, close: () => Promise.resolve() });
    },
  };
  return { pull, workplace, interrupt };
}

function writeFile(files: Map<string, string>): Tool {
  return tool("write_file", "Writes a file.", ["path", "content"], async (given) => {
    files.set(textOf(given, "path"), textOf(given, "content"));
    return "Written.";
  });
}

function push(
  files: ReadonlyMap<string, string>,
  { scene, pull, isHead }: Pick<Setting, "scene" | "pull"> & { readonly isHead: (sha: string) => Promise<boolean> },
): Tool {
  return tool("commit_and_push", "Commits what was written and pushes it.", ["message"], async (given) => {
    const message = textOf(given, "message");
    const sha = pull.push("chen", { message, files: Object.fromEntries(files) });
    scene.say("GitHub", `${sha.slice(0, 7)} is the head now: ${message}`);
    await scene.expect("Baton has heard of the push", () => isHead(sha), Boolean);
    return `Pushed ${sha}.`;
  });
}

/** Tests that look at what was really written: one mail too many makes them fail. */
function runTests(
  files: ReadonlyMap<string, string>,
  { scene, shop, pull }: Pick<Setting, "scene" | "shop" | "pull">,
): Tool {
  return tool("run_tests", "Runs the tests of the head and reports them as a check.", [], async () => {
    const mails = (files.get("src/receipt.ts") ?? "").split("mail(").length - 1;
    const isGood = mails === 1;
    const summary = isGood ? "12 passed" : `receipt.test.ts: expected 1 mail, got ${String(mails)}`;
    shop.check({ sha: pull.headSha, name: "test", conclusion: isGood ? "success" : "failure", summary });
    scene.say("CI", `test is ${isGood ? "green" : "red"}: ${summary}`);
    return summary;
  });
}

function deploy({ scene, shop, pull }: Pick<Setting, "scene" | "shop" | "pull">): Tool {
  return tool("deploy", "Deploys the head to production.", [], async () => {
    shop.deploy({ sha: pull.headSha, environment: "production", state: "success" });
    scene.say("GitHub", `${pull.headSha.slice(0, 7)} is deployed to production`);
    return "Deployed to production: success.";
  });
}

function tool(
  name: string,
  description: string,
  takes: readonly string[],
  run: (given: Readonly<Record<string, unknown>>) => Promise<string>,
): Tool {
  const properties = Object.fromEntries(takes.map((each) => [each, { type: "string" }]));
  const parameters = { type: "object", properties, required: takes, additionalProperties: false };
  return { name, description, parameters, run: async (given) => ({ text: await run(given) }) };
}
