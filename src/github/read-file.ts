import type { FileFault } from "../rules/file-problem.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { repositoryName } from "./repository-name.ts";

export interface FilePlace {
  readonly fullName: string;
  readonly path: string;
  /** A branch, a tag or a commit; the default branch where there is none. */
  readonly ref?: string | undefined;
  /** More than that is not read. */
  readonly bytesMax: number;
}

/** A file of a repository, or why there is none to read. `blobSha` is null where it is not a file. */
export type FileRead =
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly text: string; readonly blobSha: string }
  | { readonly kind: "fault"; readonly fault: FileFault; readonly blobSha: string | null };

/**
 * Reads a text file (https://docs.github.com/en/rest/repos/contents#get-repository-content). GitHub follows a symbolic link
 * that leads to a file, leaves out the content of what is larger than 1 MB, and refuses what is larger than 100 MB.
 */
export async function readFile(client: Client, place: FilePlace): Promise<FileRead> {
  const answer = await refusalIfTooLarge(nullIfGone(contentsOf(client, place)));
  if (answer === null) return { kind: "none" };
  if (answer === "too large") return fault("too large");
  const { data } = answer;
  if (Array.isArray(data)) return fault("directory");
  // GitHub tells of submodules as files in lists, and may do so here.
  if (data.type === "submodule" || "submodule_git_url" in data) return fault("submodule");
  if (data.type !== "file" || !("content" in data)) return fault("symlink");
  const { size, encoding, content, sha: blobSha } = data;
  if (size > place.bytesMax || encoding !== "base64") return { kind: "fault", fault: "too large", blobSha };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(content, "base64"));
    return { kind: "file", text, blobSha };
  } catch {
    return { kind: "fault", fault: "not UTF-8", blobSha };
  }
}

function contentsOf(client: Client, { fullName, path, ref }: FilePlace) {
  const where = { ...repositoryName(fullName), path, ...(ref === undefined ? {} : { ref }) };
  return client.rest.repos.getContent(where);
}

function fault(fault: FileFault): FileRead {
  return { kind: "fault", fault, blobSha: null };
}

async function refusalIfTooLarge<Answer>(asked: Promise<Answer>): Promise<Answer | "too large"> {
  try {
    return await asked;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.status === 403 && failure.message.includes("too_large"))
      return "too large";
    throw error;
  }
}
