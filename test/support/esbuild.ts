import { createRequire } from "node:module";

/** The bundler that tsx brings along. */
export function esbuild(): { readonly build: (options: object) => Promise<unknown> } {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return createRequire(tsx)("esbuild") as ReturnType<typeof esbuild>;
}
