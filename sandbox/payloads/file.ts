import type { ChangedFile } from "../state/diff.ts";
import { digest } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { Json } from "./json.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

export interface FileAt {
  readonly path: string;
  readonly ref: string;
  readonly content: string;
}

/** What is larger comes without its content. */
const contentBytesMax = 1024 * 1024;

/** A file as the contents API gives it: base64 in lines of sixty characters, as it comes from GitHub. */
export function fileShape(world: World, repository: Repository, file: FileAt): Json {
  const entry = entryShape(world, repository, file);
  if (Buffer.byteLength(file.content) > contentBytesMax) return { ...entry, content: "", encoding: "none" };
  const content = Buffer.from(file.content).toString("base64").replace(/.{60}/g, "$&\n");
  return { ...entry, content: `${content}\n`, encoding: "base64" };
}

export function entryShape(world: World, repository: Repository, file: FileAt): Json {
  const { path, ref, content } = file;
  const sha = digest(content);
  const url = `${repositoryUrl(world, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${repositoryUrl(world, repository)}/git/blobs/${sha}`;
  const html = `${repositoryPage(world, repository)}/blob/${ref}/${path}`;
  return {
    type: "file",
    size: Buffer.byteLength(content),
    name: path.split("/").at(-1),
    path,
    sha,
    url,
    git_url: git,
    html_url: html,
    download_url: `${repositoryPage(world, repository)}/raw/${ref}/${path}`,
    _links: { self: url, git, html },
  };
}

export function directoryShape(world: World, repository: Repository, about: { path: string; ref: string }): Json {
  const { path, ref } = about;
  const url = `${repositoryUrl(world, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const sha = digest(`tree ${path} ${ref}`);
  const git = `${repositoryUrl(world, repository)}/git/trees/${sha}`;
  const html = `${repositoryPage(world, repository)}/tree/${ref}/${path}`;
  return {
    type: "dir",
    size: 0,
    name: path.split("/").at(-1),
    path,
    sha,
    url,
    git_url: git,
    html_url: html,
    download_url: null,
    _links: { self: url, git, html },
  };
}

export function changedFileShape(
  world: World,
  repository: Repository,
  about: { file: ChangedFile; sha: string },
): Json {
  const { file, sha } = about;
  const page = repositoryPage(world, repository);
  return {
    sha: file.blobSha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${sha}/${file.path}`,
    raw_url: `${page}/raw/${sha}/${file.path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${file.path}?ref=${sha}`,
    patch: file.patch,
  };
}
