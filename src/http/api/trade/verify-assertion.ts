import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { Problem } from "../problem.ts";
import { oidcIssuer } from "./oidc-issuer.ts";

/** What GitHub says of the job that shows the token. */
export type Assertion = z.output<typeof claims>;

export type VerifyAssertion = (text: string, now: Date) => Promise<Assertion>;

/** Makes what checks the OIDC token of an Actions job: GitHub's signature, for this Baton, in time. Who it is comes later. */
export function createAssertionVerifier(serverUrl: string, audience: string): VerifyAssertion {
  const issuer = oidcIssuer(serverUrl);
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks`), { timeoutDuration: 5_000 });
  return async (text, now) => {
    const payload = await verify(text, keys, { issuer, audience, now });
    const parsed = claims.safeParse(payload);
    if (parsed.success) return parsed.data;
    const missing = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw refusedAssertion(`It is no token of an Actions job: ${missing} is not as GitHub writes it.`);
  };
}

export function refusedAssertion(detail: string): Problem {
  return new Problem("unauthenticated", { detail, headers: { "www-authenticate": 'Bearer realm="baton"' } });
}

/** Ids are texts in these tokens. */
const numeric = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const claims = z.object({
  jti: z.string().min(1).max(500),
  exp: z.number(),
  repository_id: numeric,
  event_name: z.string(),
  ref: z.string(),
  workflow_ref: z.string(),
  job_workflow_ref: z.string(),
  run_id: z.string().regex(/^\d{1,20}$/),
});

interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
}

async function verify(text: string, keys: JWTVerifyGetKey, { issuer, audience, now }: Expected): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(text, keys, {
      ...{ issuer, audience, algorithms: ["RS256"], currentDate: now, clockTolerance: 5, maxTokenAge: "15 minutes" },
      requiredClaims: ["exp", "iat", "jti"],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refusedAssertion("The token has expired; ask GitHub for a new one.");
    if (error instanceof errors.JWTClaimValidationFailed) {
      throw refusedAssertion(`The claim ${error.claim} is not as it must be; the audience is ${audience}.`);
    }
    if (isUnreachable(error)) {
      const detail = "GitHub's keys cannot be read now; try again.";
      throw new Problem("github-away", { detail, headers: { "retry-after": "10" } }, { cause: error });
    }
    if (error instanceof errors.JOSEError)
      throw refusedAssertion("It is no token that GitHub signed for an Actions job.");
    throw error;
  }
}

/** The keys could not be fetched (fetch throws a TypeError), or what came were none. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error instanceof TypeError)
    return true;
  return error instanceof errors.JOSEError && error.code === "ERR_JOSE_GENERIC";
}
