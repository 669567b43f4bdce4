import { createPrivateKey } from "node:crypto";
import { inject } from "vitest";

/** The private key of the tests' App as Baton has it once it has read its settings. */
export const signingKey = createPrivateKey(inject("appKey").privateKey)
  .export({ type: "pkcs8", format: "pem" })
  .toString();
