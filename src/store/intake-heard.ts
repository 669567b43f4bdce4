import type { RepositoryRef } from "../signals/repository-ref.ts";

/**
 * The part of a statement that takes a webhook's word for where a repository is only as a doubt: webhooks come late, twice and
 * in the wrong order. Where Baton knows it otherwise, that is kept with it, so that nothing is done there before GitHub was
 * asked; the sweep has it asked where nothing is to be done. The parameters begin with this number.
 */
export function heardPart(first: number): string {
  const [id, owner, name, installation] = [first, first + 1, first + 2, first + 3].map(String);
  return `
heard as (
  update repositories set heard_name = $${name}::text, heard_installation_id = $${installation}::bigint
  where id = $${id}::bigint
    and (owner_id, full_name, installation_id)
      is distinct from ($${owner}::bigint, $${name}::text, $${installation}::bigint)
)`;
}

export function heardValues({ id, ownerId, fullName, installationId }: RepositoryRef): readonly unknown[] {
  return [id, ownerId, fullName, installationId];
}
