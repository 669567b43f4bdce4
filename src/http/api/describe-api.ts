import type { Api } from "./api.ts";

/** Serves the description that the routes make of themselves. It names no repository, so that it needs no token. */
export function describeApi(api: Api): void {
  api.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token of Baton's: `npm run baton -- token create`",
  });
  api.doc31("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Baton",
      version: "1",
      description: "Play a role in a build relay. Errors are problem details (RFC 9457).",
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: [
      { name: "Workflows", description: "A pull request's passage from discovery to deployment" },
      { name: "Tokens", description: "Who may call" },
      { name: "Agents", description: "What an agent needs to play a role" },
    ],
  });
}
