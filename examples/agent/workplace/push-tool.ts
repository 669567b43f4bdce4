import { setTimeout as delay } from "node:timers/promises";
import { textOf, ToolError, type Tool } from "../tool.ts";
import { git } from "./git.ts";

export interface Pushing {
  readonly root: string;
  /** What the branch points to, as far as we know. */
  readonly head: () => string;
  readonly pushed: (sha: string) => void;
  readonly isHead: (sha: string) => Promise<boolean>;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Commits what was written and pushes it to the pull request's branch: the one that points to the head, never by force. */
export function pushTool({ root, head, pushed, isHead, wait = delay }: Pushing): Tool {
  return {
    name: "commit_and_push",
    description: "Commits everything that was written and pushes it to the branch of the pull request.",
    parameters: {
      type: "object",
      properties: { message: { type: "string", minLength: 1, description: "What was done and why" } },
      required: ["message"],
      additionalProperties: false,
    },
    run: async (given) => {
      await git(root, "add", "--all");
      if ((await git(root, "status", "--porcelain")) !== "") {
        await git(root, "commit", "--no-gpg-sign", "-m", textOf(given, "message"));
      }
      const sha = (await git(root, "rev-parse", "HEAD")).trim();
      if (sha === head()) throw new ToolError("Nothing was written since the last commit.");
      const branch = await branchAt(root, head());
      await git(root, "push", "origin", `HEAD:${branch}`);
      pushed(sha);
      for (let tries = 0; tries < triesMax && !(await isHead(sha)); tries += 1) await wait(1_000);
      return { text: `Pushed ${sha}, which is the head now.` };
    },
  };
}

/** GitHub tells Baton of a push within seconds. Where it takes longer, Baton refuses the hand-on, and the model tries again. */
const triesMax = 60;

/** The branch whose tip is the head. The default branch is never pushed to, whatever its tip. */
async function branchAt(root: string, sha: string): Promise<string> {
  const listed = await git(root, "ls-remote", "--symref", "origin", "HEAD", "refs/heads/*");
  const lines = listed.split("\n").map((line) => line.split("\t"));
  const standard = lines.find(([target = "", name]) => name === "HEAD" && target.startsWith("ref: "))?.[0]?.slice(5);
  const branches = lines.flatMap(([target, name = ""]) =>
    target === sha && name.startsWith("refs/heads/") && name !== standard ? [name] : [],
  );
  const [branch] = branches;
  if (branch === undefined || branches.length > 1) {
    const why = branch === undefined ? "No branch" : `More than one branch (${branches.join(", ")})`;
    throw new ToolError(`${why} of origin has the head ${sha}. The commit is in the checkout, and was not pushed.`);
  }
  return branch;
}
