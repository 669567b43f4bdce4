import { createVerify } from "node:crypto";
import { GitHubError } from "../github-error.ts";
import type { App } from "../state/accounts.ts";

/** GitHub refuses tokens that live longer than ten minutes, and allows a minute for clocks that differ. */
const longestLifeSeconds = 600;
const clockDriftSeconds = 60;

/** Verifies the JSON web token of an App: RS256, signed with its key, issued by it, and not expired. */
export function verifyAppToken(token: string, app: App, now: Date): void {
  const [header, claims, signature, ...rest] = token.split(".");
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) throw undecodable();
  if (parse(header)["alg"] !== "RS256" || app.publicKey === null) throw undecodable();
  const verifier = createVerify("RSA-SHA256").update(`${header}.${claims}`);
  if (!verifier.verify(app.publicKey, Buffer.from(signature, "base64url"))) throw undecodable();
  const { iss, iat, exp } = parse(claims);
  const seconds = now.getTime() / 1000;
  if (String(iss) !== String(app.id)) throw new GitHubError(401, "'Issuer' claim ('iss') must be an Integer");
  if (typeof exp !== "number" || exp <= seconds)
    throw new GitHubError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (typeof iat !== "number" || iat > seconds + clockDriftSeconds) {
    throw new GitHubError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (exp - Math.max(iat, seconds) > longestLifeSeconds) {
    throw new GitHubError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}

function parse(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the same refusal as any other token that is none.
  }
  throw undecodable();
}

function undecodable(): GitHubError {
  return new GitHubError(401, "A JSON web token could not be decoded");
}
