import { shown } from "./shown.ts";

/** A path as people write it: `testing.checks[0].name`. Keys come from the file. */
export function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${String(key)}]`;
  const name = shown(String(key));
  const step = /^[\w<-]+$/.test(name) ? name : `"${name}"`;
  return path === "" ? step : `${path}.${step}`;
}

/** What a sentence about the path begins with. */
export function subject(path: string): string {
  return path === "" ? "The file" : path;
}
