import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../settings.ts";
import { commandTool } from "./command-tool.ts";
import { readTools, writeTool } from "./file-tools.ts";
import { git } from "./git.ts";
import { pushTool } from "./push-tool.ts";
import type { Workplace } from "./workplace.ts";

/** The one role that changes what is there; the others judge it. */
const writer = "code_writer";

/**
 * A worktree of a clone, with the head of the pull request in it, made for each turn and taken away after it. The clone's own files
 * and branches stay as they are.
 */
export function gitWorkplace({ mayPush, commands }: Pick<Settings, "mayPush" | "commands">, clone: string): Workplace {
  return {
    open: async (turn, isHead) => {
      const root = join(await mkdtemp(join(tmpdir(), "baton-agent-")), "work");
      let head = turn.head_sha;
      await haveCommit(clone, head);
      await git(clone, "worktree", "add", "--detach", root, head);
      const pushed = (sha: string) => {
        head = sha;
      };
      const writes = turn.role === writer && mayPush;
      return {
        tools: [
          ...readTools(root),
          ...(writes ? [writeTool(root), pushTool({ root, head: () => head, pushed, isHead })] : []),
          ...(Object.keys(commands).length === 0 ? [] : [commandTool(root, commands)]),
        ],
        headSha: () => head,
        close: async () => {
          await git(clone, "worktree", "remove", "--force", root);
          await rm(join(root, ".."), { recursive: true, force: true });
        },
      };
    },
  };
}

async function haveCommit(clone: string, sha: string): Promise<void> {
  const isThere = await git(clone, "cat-file", "-e", `${sha}^{commit}`).then(
    () => true,
    () => false,
  );
  if (!isThere) await git(clone, "fetch", "--no-tags", "origin", sha);
}
