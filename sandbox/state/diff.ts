import { commitOf, digest, mergeBase } from "./git.ts";
import type { Repository } from "./repository.ts";

export interface ChangedFile {
  readonly path: string;
  readonly status: "added" | "removed" | "modified";
  readonly blobSha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string;
}

/** What `head` changed since it left `base`, as a pull request shows it. */
export function changedFiles(repository: Repository, base: string, head: string): readonly ChangedFile[] {
  const origin = mergeBase(repository, base, head);
  return compareTrees(origin?.files ?? new Map(), commitOf(repository, head).files);
}

export function compareTrees(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly ChangedFile[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => changedFile(path, before.get(path), after.get(path)));
}

/** The whole file counts as replaced: nothing here needs a real diff. */
function changedFile(path: string, before: string | undefined, after: string | undefined): ChangedFile {
  const removed = before?.split("\n") ?? [];
  const added = after?.split("\n") ?? [];
  const lines = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  return {
    path,
    status: before === undefined ? "added" : after === undefined ? "removed" : "modified",
    blobSha: digest(after ?? before ?? ""),
    additions: added.length,
    deletions: removed.length,
    patch: [`@@ -1,${removed.length} +1,${added.length} @@`, ...lines].join("\n"),
  };
}
