import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { cut, textOf, ToolError, type Tool } from "../tool.ts";
import { git } from "./git.ts";
import { pathIn } from "./path-in.ts";

const pathParameter = { type: "string", description: "Relative to the top of the repository" };

/** Tools that look at the checkout. */
export function readTools(root: string): readonly Tool[] {
  return [
    {
      name: "list_files",
      description: "The files of the repository, in a folder or everywhere.",
      parameters: { type: "object", properties: { folder: pathParameter }, additionalProperties: false },
      run: async ({ folder = "." }) => {
        const inside = await pathIn(root, textOf({ folder }, "folder"));
        const listed = await git(root, "ls-files", "--cached", "--others", "--exclude-standard", "--", inside);
        return { text: cut(listed, shownMax) };
      },
    },
    {
      name: "read_file",
      description: "A text file of the repository, from a line on.",
      parameters: {
        type: "object",
        properties: { path: pathParameter, from_line: { type: "integer", minimum: 1 } },
        required: ["path"],
        additionalProperties: false,
      },
      run: async (given) => {
        const path = textOf(given, "path");
        const content = await readText(await pathIn(root, path), path);
        const from = typeof given["from_line"] === "number" ? given["from_line"] : 1;
        return {
          text: cut(
            content
              .split("\n")
              .slice(from - 1)
              .join("\n"),
            shownMax,
          ),
        };
      },
    },
    {
      name: "search_files",
      description: "Lines that hold a text, as `path:line:text`.",
      parameters: {
        type: "object",
        properties: { text: { type: "string", minLength: 1 } },
        required: ["text"],
        additionalProperties: false,
      },
      run: async (given) => {
        const text = textOf(given, "text");
        const found = await git(root, "grep", "--untracked", "-n", "-I", "--fixed-strings", "-e", text).catch(() => "");
        return { text: found === "" ? "Nothing holds that." : cut(found, shownMax) };
      },
    },
  ];
}

/** Writes one file whole. */
export function writeTool(root: string): Tool {
  return {
    name: "write_file",
    description: "Writes a text file whole, in the checkout only. Nothing leaves it before commit_and_push.",
    parameters: {
      type: "object",
      properties: { path: pathParameter, content: { type: "string" } },
      required: ["path", "content"],
      additionalProperties: false,
    },
    run: async (given) => {
      const path = textOf(given, "path");
      const target = await pathIn(root, path);
      try {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, textOf(given, "content"));
      } catch (error) {
        throw cannot("written", path, error);
      }
      return { text: `Wrote ${path}.` };
    },
  };
}

const shownMax = 30_000;

async function readText(target: string, path: string): Promise<string> {
  try {
    return await readFile(target, "utf8");
  } catch (error) {
    throw cannot("read", path, error);
  }
}

function cannot(what: string, path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined ? error : new ToolError(`${path} cannot be ${what}: ${code}.`);
}
