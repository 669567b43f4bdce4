import type { MiddlewareHandler } from "hono";
import { findToken, type FoundToken } from "../../store/tokens/find-token.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { Problem } from "./problem.ts";

/** Lets only those through who show a token of Baton's that is valid now. */
export function authenticate({ world }: Pick<ApiPorts, "world">): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const text = /^Bearer +(\S+) *$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (text === undefined) throw unauthenticated("Send a token of Baton's as “Authorization: Bearer …”.", null);
    const found = await findToken(world.db, text, world.now());
    if (found.standing !== "valid") throw unauthenticated(standingTexts[found.standing], "invalid_token");
    context.set("token", found.token);
    return next();
  };
}

const standingTexts: Readonly<Record<Exclude<FoundToken["standing"], "valid">, string>> = {
  unknown: "This is no token that Baton issued.",
  expired: "This token has expired; whoever runs Baton can issue another.",
  revoked: "This token was revoked.",
};

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function unauthenticated(detail: string, error: string | null): Problem {
  const challenge = `Bearer realm="baton"${error === null ? "" : `, error="${error}"`}`;
  return new Problem("unauthenticated", { detail, headers: { "www-authenticate": challenge } });
}
