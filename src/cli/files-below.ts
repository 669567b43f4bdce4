import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { namedBytesMax, type NamedFile, type RepositoryFiles } from "../rules/repository-files.ts";
import { firstBytes } from "./first-bytes.ts";

/** The files of a repository that is checked out in a folder, read as GitHub would give them. */
export function filesBelow(root: string): RepositoryFiles {
  return {
    read: (path) => orNone(readBelow(root, path), { kind: "none" }),
    list: (folder) => orNone(readdir(join(root, folder)), []),
  };
}

async function readBelow(root: string, path: string): Promise<NamedFile> {
  const place = await realpath(join(root, path));
  if (!place.startsWith(`${await realpath(root)}${sep}`)) return { kind: "fault", fault: "symlink" };
  if ((await stat(place)).isDirectory()) return { kind: "fault", fault: "directory" };
  const bytes = await firstBytes(place, namedBytesMax + 1);
  if (bytes.length > namedBytesMax) return { kind: "fault", fault: "too large" };
  try {
    return { kind: "file", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: "fault", fault: "not UTF-8" };
  }
}

/** What is not there, or has a file where a folder should be, is not there on GitHub either. */
async function orNone<Found>(asked: Promise<Found>, none: Found): Promise<Found> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return none;
    throw error;
  }
}
