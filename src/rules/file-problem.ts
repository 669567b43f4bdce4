import type { RulesProblem } from "./problem.ts";

/** Why what stands at a path of a repository cannot be read as text. */
export type FileFault = "directory" | "symlink" | "submodule" | "too large" | "not UTF-8";

/** The same as a problem of the rules file, which has no better place than its beginning. */
export function fileProblem(fault: FileFault): RulesProblem {
  return { line: 1, column: 1, path: "", message: `The rules cannot be read: ${faultTexts[fault]}.`, suggestion: null };
}

export const faultTexts: Readonly<Record<FileFault, string>> = {
  directory: "there is a directory in the place of the file",
  symlink: "the file is a symbolic link that leads nowhere in this repository; put the file itself there",
  submodule: "there is a submodule in the place of the file",
  "too large": "the file is larger than 64 KiB; leave out what is not needed",
  "not UTF-8": "the file is not UTF-8; save it in this encoding",
};
