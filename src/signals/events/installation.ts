import { z } from "zod";
import { id, readAction } from "../payload.ts";
import type { Signal } from "../signal.ts";

const schema = z.object({ installation: z.object({ id }) });

/** The App was installed, suspended or removed, or asks for nothing that it may not do. What became of it is read. */
export function classifyInstallation(payload: unknown): Signal {
  const actions = ["created", "deleted", "suspend", "unsuspend", "new_permissions_accepted"] as const;
  return readAction("installation", { payload, actions, schema }, ({ installation }, action) => {
    const kind = action === "new_permissions_accepted" ? "permissions" : "installation";
    return { kind: "errand", errand: { kind, installationId: installation.id } };
  });
}

/** Repositories came into the App's reach or out of it. */
export function classifyInstallationRepositories(payload: unknown): Signal {
  const given = { payload, actions: ["added", "removed"], schema } as const;
  return readAction("installation_repositories", given, lookAt);
}

/** The account that the App is installed on has another name, and so have all its repositories. */
export function classifyInstallationTarget(payload: unknown): Signal {
  return readAction("installation_target", { payload, actions: ["renamed"], schema }, lookAt);
}

/** A repository has another name or owner, is gone, or cannot be written to. Its installation knows what became of it. */
export function classifyRepository(payload: unknown): Signal {
  const actions = ["renamed", "transferred", "deleted", "archived", "unarchived"] as const;
  return readAction("repository", { payload, actions, schema }, lookAt);
}

function lookAt({ installation }: z.infer<typeof schema>): Signal {
  return { kind: "errand", errand: { kind: "installation", installationId: installation.id } };
}
