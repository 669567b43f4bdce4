import { realpath } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { ToolError } from "../tool.ts";

/** Where a path of the model's leads: inside the checkout, also behind links, and never into git's own files. */
export async function pathIn(root: string, path: string): Promise<string> {
  const target = resolve(root, path);
  const parts = relative(root, target).split(sep);
  if (parts[0] === ".." || parts.some((part) => part.toLowerCase() === ".git")) throw outside(path);
  const real = relative(await realpath(root), await realOf(target)).split(sep);
  if (real[0] === ".." || real.some((part) => part.toLowerCase() === ".git")) throw outside(path);
  return target;
}

/** The real path of what is there, or of the nearest folder above it. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
    return realOf(dirname(path));
  }
}

function outside(path: string): ToolError {
  return new ToolError(`${path} is outside of the checkout.`);
}
