import { createHash, randomBytes } from "node:crypto";

/** A token as its holder has it: `baton_<prefix>_<secret>`. */
export interface TokenText {
  readonly text: string;
  readonly prefix: string;
}

/** Makes a token that nobody can guess: its secret has 256 random bits. */
export function newTokenText(): TokenText {
  const prefix = randomBytes(6).toString("hex");
  return { text: `baton_${prefix}_${randomBytes(32).toString("base64url")}`, prefix };
}

/** Reads the prefix of what claims to be a token; null where it cannot be one. */
export function prefixOf(text: string): string | null {
  return /^baton_([0-9a-f]{12})_[\w-]{43}$/.exec(text)?.[1] ?? null;
}

/** What is kept of it. A secret that cannot be guessed needs no slow hash. */
export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
