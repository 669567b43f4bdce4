import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

export interface AppKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes the RSA pair of an App: it signs its tokens with the private key, GitHub verifies them with the public one. */
export function createAppKey(): Promise<AppKey> {
  return promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}
