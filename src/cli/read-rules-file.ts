import { rulesBytesMax } from "../rules/parse-rules.ts";
import { firstBytes } from "./first-bytes.ts";

export type RulesFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** Reads a rules file, and of one that is too large no more than shows that it is. */
export async function readRulesFile(path: string): Promise<RulesFile> {
  let bytes: Buffer;
  try {
    bytes = await firstBytes(path, rulesBytesMax + 1);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return { ok: false, problem: `cannot be read (${code}); check the path, and that you may read it.` };
  }
  // What is too large may end within a character.
  const decoder = new TextDecoder("utf-8", { fatal: bytes.length <= rulesBytesMax, ignoreBOM: true });
  try {
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return { ok: false, problem: "is not UTF-8; save it in this encoding." };
  }
}
