import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** The part of GitHub Actions that gives jobs their OIDC tokens. */
export interface OidcIssuer {
  /** As on Enterprise Server: `<address>/_services/token`. */
  readonly issuer: () => string;
  /** The token of a job, with GitHub's claims where none are given. */
  readonly token: (job: OidcJob) => string;
  /** Answers where its keys are asked for; null where it is not concerned. */
  readonly answer: (path: string) => Response | null;
}

export interface OidcJob {
  readonly audience: string;
  readonly repositoryId: number;
  /** `owner/repo`. */
  readonly repository: string;
  /** The file's name in `.github/workflows`. */
  readonly file: string;
  readonly branch?: string;
  readonly event?: string;
  /** Claims that replace GitHub's. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Parts of the header that replace GitHub's. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Another key than the one that is published. */
  readonly key?: KeyObject;
}

const keyId = "sandbox";

const lifeSeconds = 300;

/** https://docs.github.com/en/actions/concepts/security/openid-connect#understanding-the-oidc-token */
export function createOidcIssuer(address: () => string, clock: () => Date): OidcIssuer {
  // Making a key takes a while, and most who start a sandbox never need one.
  let pair: ReturnType<typeof newPair> | undefined;
  let runs = 0;
  const issuer = () => `${address()}/_services/token`;
  return {
    issuer,
    token: ({ audience, repositoryId, repository, file, branch = "main", event = "push", ...job }) => {
      pair ??= newPair();
      runs += 1;
      const iat = Math.floor(clock().getTime() / 1000);
      const ref = `refs/heads/${branch}`;
      const workflowRef = `${repository}/.github/workflows/${file}@${ref}`;
      const claims = {
        jti: `job-${String(runs)}-${String(iat)}`,
        ...{
          sub: `repo:${repository}:ref:${ref}`,
          aud: audience,
          iss: issuer(),
          iat,
          nbf: iat - 300,
          exp: iat + lifeSeconds,
        },
        ...{ ref, ref_type: "branch", repository, repository_id: String(repositoryId), event_name: event },
        repository_owner: repository.split("/")[0],
        ...{ workflow: file, workflow_ref: workflowRef, job_workflow_ref: workflowRef },
        ...{ run_id: String(1000 + runs), run_number: String(runs), run_attempt: "1", actor: "chen", actor_id: "1" },
        runner_environment: "github-hosted",
        ...job.claims,
      };
      return signed({ alg: "RS256", typ: "JWT", kid: keyId, ...job.header }, claims, job.key ?? pair.privateKey);
    },
    answer: (path) => {
      if (path !== "/_services/token/.well-known/jwks") return null;
      pair ??= newPair();
      const key = pair.publicKey.export({ format: "jwk" });
      return Response.json({ keys: [{ ...key, kid: keyId, alg: "RS256", use: "sig" }] });
    },
  };
}

function newPair() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function signed(header: Readonly<Record<string, unknown>>, claims: object, key: KeyObject): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (header["alg"] === "none") return `${text}.`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}
