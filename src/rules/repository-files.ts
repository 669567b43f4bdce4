import type { FileFault } from "./file-problem.ts";

/** A text file that belongs to rules, or why there is none to read. */
export type NamedFile =
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "fault"; readonly fault: FileFault };

/** The files of a repository at one moment, of a commit on GitHub or in a folder. Paths go by `/` from its root. */
export interface RepositoryFiles {
  readonly read: (path: string) => Promise<NamedFile>;
  /** The names in a folder; none where there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** What is larger than this is not read, and a fault. */
export const namedBytesMax = 64 * 1024;
