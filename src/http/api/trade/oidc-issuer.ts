/**
 * Who issues the OIDC tokens of Actions: github.com has an address of its own for it, GHE.com one below each company's, and
 * Enterprise Server a path. https://docs.github.com/en/enterprise-server/actions/reference/security/oidc
 */
export function oidcIssuer(serverUrl: string): string {
  const { hostname } = new URL(serverUrl);
  if (hostname === "github.com") return "https://token.actions.githubusercontent.com";
  if (hostname.endsWith(".ghe.com")) return `https://token.actions.${hostname}`;
  return `${serverUrl}/_services/token`;
}
