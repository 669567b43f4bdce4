import { readFileSync } from "node:fs";
import { z } from "zod";

/** What Baton calls itself towards GitHub: `baton/<version>`. */
export const userAgent = `baton/${readVersion()}`;

/** The package's own file lies two folders up, before the build and after it. */
function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
