import { errandKey, type Errand } from "../signals/errand.ts";
import type { RepositoryRef } from "../signals/repository-ref.ts";
import { errandParts, errandValues } from "./errand-parts.ts";

/**
 * The parts of a statement that take a webhook's word for where a repository is only as a doubt: webhooks come late, twice and
 * in the wrong order. Where Baton knows it otherwise, that is kept with it, so that nothing is done there before GitHub was
 * asked, and the installation is looked at. The parameters begin with this number; to be read: `heard_hint`.
 */
export function heardParts(first: number): string {
  const [id, owner, name, installation] = [first, first + 1, first + 2, first + 3].map(String);
  return `
heard as (
  update repositories set heard_name = $${name}::text, heard_installation_id = $${installation}::bigint
  where id = $${id}::bigint
    and (owner_id, full_name, installation_id)
      is distinct from ($${owner}::bigint, $${name}::text, $${installation}::bigint)
  returning id
), ${errandParts(first + 4, { name: "heard_errand", hint: "heard_hint", where: "exists (select from heard)" })}`;
}

export function heardValues({ id, ownerId, fullName, installationId }: RepositoryRef): readonly unknown[] {
  const errand: Errand = { kind: "installation", installationId };
  return [
    id,
    ownerId,
    fullName,
    installationId,
    ...errandValues({ kind: errand.kind, key: errandKey(errand), details: errand }),
  ];
}
