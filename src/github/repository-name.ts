/** A repository as GitHub's routes name it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** Splits `owner/repo`. */
export function repositoryName(fullName: string): RepositoryName {
  const [owner, repo, ...rest] = fullName.split("/");
  if (!owner || !repo || rest.length > 0)
    throw new Error(`"${fullName}" is not a repository's full name (owner/repo).`);
  return { owner, repo };
}
