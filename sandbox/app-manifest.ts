import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Permissions } from "./state/accounts.ts";

/** What an App asks for when it is registered. */
export interface AppManifest {
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

const manifest = z.object({
  default_permissions: z.record(z.string(), z.enum(["read", "write", "admin"])),
  default_events: z.array(z.string()),
});

/** Reads an App's manifest, so that the App can do here what it could on GitHub and nothing else. */
export function readAppManifest(file: string | URL): AppManifest {
  const { default_permissions, default_events } = manifest.parse(parse(readFileSync(file, "utf8")));
  return { permissions: default_permissions, events: default_events };
}
